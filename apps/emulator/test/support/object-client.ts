import { request, type IncomingHttpHeaders } from 'node:http'
import { startEmulator, type Emulator } from '../../src/emulator.js'

/** An answer with its body, and all lines of headers that may come several times. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

interface Call {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Sends one request, following nothing. */
export const send = (method: string, url: string, { headers = {}, body }: Call = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const sent = request(url, { method, headers: { ...length, ...headers }, agent: false }, (response) => {
      response
        .toArray()
        .then((pieces: Buffer[]) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            body: Buffer.concat(pieces),
          }),
        )
        .catch(reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** A bucket of an emulator of its own, called as a client that follows redirects calls it. */
export class ObjectClient implements AsyncDisposable {
  readonly emulator: Emulator
  readonly bucket = 'b'

  private constructor(emulator: Emulator) {
    this.emulator = emulator
  }

  static async start(targets = 1): Promise<ObjectClient> {
    const client = new ObjectClient(await startEmulator({ targets }))
    await send('POST', `${client.emulator.endpoint}/v1/buckets/b?provider=ais`, { body: '{"action":"create-bck"}' })
    return client
  }

  url(name: string, query = ''): string {
    const path = name.split('/').map(encodeURIComponent).join('/')
    return `${this.emulator.endpoint}/v1/objects/${this.bucket}/${path}?provider=ais${query === '' ? '' : `&${query}`}`
  }

  /** Asks the proxy, then the target that it names; fails when the proxy answers itself. */
  async call(method: string, name: string, call: Call & { readonly query?: string } = {}): Promise<Answer> {
    const asked = await send(method, this.url(name, call.query), { ...call, ...(method === 'PUT' ? { body: '' } : {}) })
    if (asked.status !== (method === 'GET' ? 301 : 307)) return asked
    return send(method, asked.headers.location ?? '', call)
  }

  put(name: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('PUT', name, { body, headers })
  }

  get(name: string, query = '', headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('GET', name, { query, headers })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.emulator.close()
  }
}

/** The error of an answer: its JSON, from the body or from `Hdr-Error`. */
export const errorOf = ({
  body,
  headers,
}: Answer): { readonly status: number; readonly tcode?: string; readonly message: string } =>
  JSON.parse(body.length > 0 ? String(body) : String(headers['hdr-error'])) as {
    status: number
    tcode?: string
    message: string
  }

/** All values of a header that comes in several lines. */
export const linesOf = ({ rawHeaders }: Answer, name: string): readonly string[] =>
  rawHeaders.flatMap((value, index) =>
    index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name
      ? [Buffer.from(value, 'latin1').toString('utf8')]
      : [],
  )
