import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checksumOf, collectBytes, connect, type ConnectOptions, type Connection } from '@ais/core'
import type { BucketHandle } from '@ais/core'
import type { ChecksumType } from '@ais/core/wire'

/** A request that reached the target, or a question that was redirected. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  readonly body: Uint8Array
}

export interface StoredObject {
  bytes: Uint8Array
  version: number
  custom: Record<string, string>
}

/** What a test makes the server do. */
export interface Behaviour {
  /**
   * Each GET takes one: content is cut after so many bytes, once the test says that it took all of them: bytes that nobody took yet
   * are lost with the connection.
   */
  readonly cuts: { readonly bytes: number; readonly taken: number }[]
  /** Called before each GET is answered, with its number from 1. */
  beforeGet: (count: number) => void
  /** Headers of GETs on top of the usual ones; `undefined` drops one. */
  getHeaders: Readonly<Record<string, string | undefined>>
  /** Ends answers without Content-Length. */
  isChunked: boolean
  isPresent: boolean
  checksumType: ChecksumType | 'none'
  /** How many PUTs are cut off, once their content has come, without an answer. */
  lostPuts: number
  /** What is stored of what was sent. */
  damage: (bytes: Uint8Array) => Uint8Array
}

/** One node that is proxy and target at once, of one bucket in memory. */
export interface ObjectServer extends AsyncDisposable {
  readonly endpoint: string
  readonly requests: SeenRequest[]
  readonly questions: SeenRequest[]
  readonly objects: Map<string, StoredObject>
  readonly behaviour: Behaviour
  /** Says how many bytes of content the test has taken. */
  taken(bytes: number): void
  connect(options?: ConnectOptions): Connection
  bucket(connection?: Connection): BucketHandle
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

const rangeOf = (header: string, size: number): readonly [number, number] | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? []
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start < size && start <= end ? [start, end] : undefined
}

class Node {
  readonly requests: SeenRequest[] = []
  readonly questions: SeenRequest[] = []
  readonly objects = new Map<string, StoredObject>()
  readonly appends = new Map<string, Uint8Array[]>()
  readonly behaviour: Behaviour = {
    cuts: [],
    beforeGet: () => {},
    getHeaders: {},
    isChunked: false,
    isPresent: true,
    checksumType: 'xxhash2',
    lostPuts: 0,
    damage: (bytes) => bytes,
  }
  #gets = 0
  #taken = 0
  #onTaken = (): void => {}

  taken(bytes: number): void {
    this.#taken = bytes
    this.#onTaken()
  }

  async answer(seen: SeenRequest, response: ServerResponse): Promise<void> {
    const name = decodeURIComponent(seen.path.split('/').slice(4).join('/'))
    if (seen.method === 'GET') {
      this.#gets += 1
      this.behaviour.beforeGet(this.#gets)
    }
    const object = this.objects.get(name)
    if (seen.method === 'PUT') return this.#put(name, seen, response)
    if (object === undefined) return this.#fail(response, seen.method, 404, `t[t1]: ais://b/${name} does not exist`)
    if (seen.method === 'GET') return this.#get(object, seen, response)
    if (seen.method === 'HEAD')
      response.writeHead(200, {
        ...(await this.#attributes(object)),
        'content-length': object.bytes.length,
        'ais-name': name,
        'ais-bucket-name': 'b',
        'ais-bucket-provider': 'ais',
        'ais-present': String(this.behaviour.isPresent),
      })
    if (seen.method === 'PATCH') {
      const { value } = JSON.parse(new TextDecoder().decode(seen.body)) as { value: Record<string, string> }
      object.custom = 'set-new-custom' in seen.query ? value : { ...object.custom, ...value }
    }
    if (seen.method === 'DELETE') this.objects.delete(name)
    response.end()
  }

  async #attributes(object: StoredObject): Promise<Record<string, string | string[]>> {
    const { checksumType: type } = this.behaviour
    return {
      'ais-atime': '1795422465445167245',
      'ais-version': String(object.version),
      ...(type === 'none'
        ? {}
        : { 'ais-checksum-type': type, 'ais-checksum-value': await checksumOf(type, object.bytes) }),
      'ais-custom-md': Object.entries(object.custom).map(([key, value]) => `${key}=${value}`),
    }
  }

  async #get(object: StoredObject, seen: SeenRequest, response: ServerResponse): Promise<void> {
    const { bytes } = object
    const range = seen.headers.range === undefined ? undefined : rangeOf(seen.headers.range, bytes.length)
    if (seen.headers.range !== undefined && range === undefined)
      return this.#fail(response, 'GET', 416, `size=${bytes.length}: not satisfiable range`)
    const part = range === undefined ? bytes : bytes.subarray(range[0], range[1] + 1)
    const headers: Record<string, string | string[] | undefined> = {
      ...(await this.#attributes(object)),
      ...(this.behaviour.isChunked ? {} : { 'content-length': String(part.length) }),
      ...(range === undefined ? {} : { 'content-range': `bytes ${range[0]}-${range[1]}/${bytes.length}` }),
      ...this.behaviour.getHeaders,
    }
    for (const [key, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(key, value)
    response.statusCode = range === undefined ? 200 : 206
    const cut = this.behaviour.cuts.shift()
    if (cut === undefined) return void response.end(part)
    response.write(part.subarray(0, cut.bytes))
    this.#onTaken = () => {
      if (this.#taken >= cut.taken) response.destroy()
    }
    this.#onTaken()
  }

  async #put(name: string, seen: SeenRequest, response: ServerResponse): Promise<void> {
    const { append_type: append, append_handle: handle = '', object_to: copyTo } = seen.query
    if (append !== undefined) return this.#append(name, seen, append, handle, response)
    if (copyTo !== undefined) return void response.end()
    if (this.behaviour.lostPuts > 0) {
      this.behaviour.lostPuts -= 1
      return void response.destroy()
    }
    const type = seen.headers['ais-checksum-type'] as ChecksumType | undefined
    const stored = this.behaviour.damage(seen.body)
    if (type !== undefined && (await checksumOf(type, stored)) !== seen.headers['ais-checksum-value'])
      return this.#fail(response, 'PUT', 500, 'BAD DATA CHECKSUM', 'ErrBadCksum')
    const old = this.objects.get(name)
    const object = { bytes: stored, version: (old?.version ?? 0) + 1, custom: old?.custom ?? {} }
    this.objects.set(name, object)
    response.writeHead(200, await this.#attributes(object)).end()
  }

  #append(name: string, seen: SeenRequest, type: string, handle: string, response: ServerResponse): void {
    const pieces = handle === '' ? [this.objects.get(name)?.bytes ?? new Uint8Array(0)] : this.appends.get(handle)
    if (pieces === undefined) return this.#fail(response, 'PUT', 400, 'bad handle')
    this.appends.delete(handle)
    if (type === 'flush') {
      this.objects.set(name, { bytes: Buffer.concat(pieces), version: 1, custom: {} })
      return void response.end()
    }
    const next = `t1|${this.appends.size}|${seen.body.length}|${pieces.length}==`
    this.appends.set(next, [...pieces, seen.body])
    response.writeHead(200, { 'ais-append-handle': next }).end()
  }

  #fail(response: ServerResponse, method: string, status: number, message: string, tcode = 'ErrNotFound'): void {
    const json = JSON.stringify({ tcode: status === 404 ? 'ErrNotFound' : tcode, message, method, status })
    if (method === 'HEAD') response.writeHead(status, { 'hdr-error': json }).end()
    else response.writeHead(status, { 'content-type': 'application/json' }).end(json)
  }
}

/** Starts a server on a free port. */
export const startObjectServer = async (
  objects: Readonly<Record<string, Uint8Array | string>> = {},
): Promise<ObjectServer> => {
  const node = new Node()
  for (const [name, content] of Object.entries(objects))
    node.objects.set(name, { bytes: typeof content === 'string' ? text(content) : content, version: 1, custom: {} })
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', endpoint)
    const seen: SeenRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: await collectBytes(request as AsyncIterable<Uint8Array>),
    }
    if ('pid' in seen.query || seen.path.split('/').length < 5) {
      node.requests.push(seen)
      return seen.path.split('/').length < 5 ? void response.end('job-1') : node.answer(seen, response)
    }
    node.questions.push(seen)
    const location = `${endpoint}${request.url ?? ''}&pid=p1&utm=1`
    response.writeHead(seen.method === 'GET' ? 301 : 307, { location }).end()
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A client that went away is what some tests are about.
      response.destroy(error instanceof Error ? error : undefined)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connections: Connection[] = []
  const open = (options: ConnectOptions = {}): Connection => {
    const connection = connect({ endpoint, retry: { maxAttempts: 2, baseDelayMs: 1 }, ...options })
    connections.push(connection)
    return connection
  }
  return {
    endpoint,
    requests: node.requests,
    questions: node.questions,
    objects: node.objects,
    behaviour: node.behaviour,
    taken: (bytes) => node.taken(bytes),
    connect: open,
    bucket: (connection = open()) => ({ name: 'b', provider: 'ais', client: connection }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(connections.map((connection) => connection.close()))
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
