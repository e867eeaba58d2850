import type { IncomingMessage } from 'node:http'
import { EntryJson, PageJson } from '@ais/buckets/wire'
import { encodeObjectName, type Namespace } from '@ais/core/wire'
import { parseCustomMetadata } from '@ais/objects/wire'
import { ApiFailure } from '../api-failure.js'
import type { Backend, BackendBucket, BackendEntry, BackendListQuery, BackendObject, BackendPage } from './backend.js'
import { headerLines, readText, type ExchangeInput, type HttpExchange } from './http-exchange.js'
import { relayedFailure, type RemoteName } from './relayed-failure.js'

const jsonHeaders = { 'Content-Type': 'application/json', Accept: 'application/json' }

const queryOf = (
  { namespace }: Pick<BackendBucket, 'namespace'>,
  more: Readonly<Record<string, string>> = {},
): string =>
  new URLSearchParams({
    provider: 'ais',
    ...(namespace === '' ? {} : { namespace: `@#${namespace}` }),
    ...more,
  }).toString()

const header = (answer: IncomingMessage, name: string): string => headerLines(answer, name)[0] ?? ''

const objectOf = (name: string, answer: IncomingMessage, sizeBytes: number): BackendObject => ({
  name,
  sizeBytes,
  checksumType: header(answer, 'ais-checksum-type') || 'none',
  checksumValue: header(answer, 'ais-checksum-value'),
  version: Number(header(answer, 'ais-version')) || 0,
  custom: { ...parseCustomMetadata(headerLines(answer, 'ais-custom-md')), source: 'ais' },
})

/** Go writes sizes of a listing as strings. */
const entryOf = (json: unknown): BackendEntry => {
  const decoded = EntryJson.decode(json)
  if (decoded._tag === 'Left') throw new ApiFailure(500, 'the remote cluster sent a listing that cannot be read')
  const { 'custom-md': custom, flags, ...entry } = decoded.right
  return { ...entry, ...(custom === undefined ? {} : { custom }), flags: flags ?? 0 }
}

/** Another AIS cluster as a backend, asked over HTTP as AIStore's targets do. @wire ais/backend/ais.go */
export class RemoteAisBackend implements Backend {
  readonly source = 'ais'
  readonly ownsBuckets = true
  readonly #url: string
  readonly #exchange: HttpExchange
  readonly #name: () => RemoteName

  /** `name` gives what messages call the cluster now: aliases change. */
  constructor(url: string, exchange: HttpExchange, name: () => RemoteName) {
    this.#url = url
    this.#exchange = exchange
    this.#name = name
  }

  async #send(input: ExchangeInput): Promise<IncomingMessage> {
    const answer = await this.#exchange.send(this.#url, input)
    if ((answer.statusCode ?? 500) < 300) return answer
    throw await relayedFailure(answer, this.#name())
  }

  async #finish(input: ExchangeInput): Promise<IncomingMessage> {
    const answer = await this.#send(input)
    await readText(answer)
    return answer
  }

  #objectPath(bucket: BackendBucket, name: string, more?: Readonly<Record<string, string>>): string {
    return `/v1/objects/${bucket.name}/${encodeObjectName(name)}?${queryOf(bucket, more)}`
  }

  async listBuckets(namespace: string): Promise<readonly BackendBucket[]> {
    const answer = await this.#send({
      method: 'GET',
      path: `/v1/buckets?${queryOf({ namespace }, { presence: '0' })}`,
      headers: jsonHeaders,
      body: '{"action":"list"}',
    })
    const listed = (JSON.parse(await readText(answer)) ?? []) as readonly { name: string; namespace: Namespace }[]
    return listed
      .filter((bucket) => bucket.namespace.uuid === '' && (namespace === '' || bucket.namespace.name === namespace))
      .map((bucket) => ({ name: bucket.name, namespace: bucket.namespace.name }))
  }

  async headBucket(bucket: BackendBucket): Promise<Readonly<Record<string, unknown>>> {
    await this.#finish({ method: 'HEAD', path: `/v1/buckets/${bucket.name}?${queryOf(bucket)}` })
    return { versioning: { enabled: false } }
  }

  /** The other cluster's refusal is told as it is: AIStore only passes the call on. */
  async #pass(input: ExchangeInput): Promise<void> {
    const answer = await this.#exchange.send(this.#url, { ...input, headers: jsonHeaders })
    if ((answer.statusCode ?? 500) >= 300) throw await relayedFailure(answer)
    await readText(answer)
  }

  createBucket(bucket: BackendBucket, props: unknown): Promise<void> {
    const body = JSON.stringify({ action: 'create-bck', value: props ?? null })
    return this.#pass({ method: 'POST', path: `/v1/buckets/${bucket.name}?${queryOf(bucket)}`, body })
  }

  async destroyBucket(bucket: BackendBucket): Promise<void> {
    await this.headBucket(bucket)
    const body = '{"action":"destroy-bck"}'
    await this.#pass({ method: 'DELETE', path: `/v1/buckets/${bucket.name}?${queryOf(bucket)}`, body })
  }

  async list(bucket: BackendBucket, query: BackendListQuery): Promise<BackendPage> {
    const answer = await this.#exchange.send(this.#url, {
      method: 'GET',
      path: `/v1/buckets/${bucket.name}?${queryOf(bucket)}`,
      headers: jsonHeaders,
      body: JSON.stringify({
        action: 'list',
        value: {
          prefix: query.prefix,
          pagesize: query.pageSize,
          props: query.props,
          continuation_token: query.token,
          start_after: query.startAfter,
          flags: String(query.flags),
          time_format: query.timeFormat,
        },
      }),
    })
    // What the other cluster refuses of a listing is an internal error of this one.
    if (answer.statusCode === 400) throw (await relayedFailure(answer, this.#name())).withStatus(500)
    if (answer.statusCode !== 200) throw await relayedFailure(answer, this.#name())
    const page = PageJson.decode(JSON.parse(await readText(answer)))
    if (page._tag === 'Left') throw new ApiFailure(500, 'the remote cluster sent a listing that cannot be read')
    return { entries: (page.right.entries ?? []).map(entryOf), token: page.right.continuation_token }
  }

  async head(bucket: BackendBucket, name: string): Promise<BackendObject> {
    const props = { props: 'size,checksum,atime,version,custom', presence: '2' }
    const answer = await this.#finish({ method: 'HEAD', path: this.#objectPath(bucket, name, props) })
    return objectOf(name, answer, Number(header(answer, 'content-length') || 0))
  }

  async read(bucket: BackendBucket, name: string): ReturnType<Backend['read']> {
    const object = await this.head(bucket, name)
    const answer = await this.#send({ method: 'GET', path: this.#objectPath(bucket, name) })
    return { object, body: answer as AsyncIterable<Uint8Array> }
  }

  async write(
    bucket: BackendBucket,
    { name, sizeBytes, checksumType, checksumValue }: Parameters<Backend['write']>[1],
    content: AsyncIterable<Uint8Array>,
  ): Promise<BackendObject> {
    const answer = await this.#finish({
      method: 'PUT',
      path: this.#objectPath(bucket, name),
      headers: {
        'Content-Length': String(sizeBytes),
        ...(checksumType === 'none' ? {} : { 'Ais-Checksum-Type': checksumType, 'Ais-Checksum-Value': checksumValue }),
      },
      body: content,
    })
    // A cluster that had this very content says nothing of it.
    return header(answer, 'ais-version') === '' ? this.head(bucket, name) : objectOf(name, answer, sizeBytes)
  }

  async remove(bucket: BackendBucket, name: string): Promise<void> {
    await this.#finish({ method: 'DELETE', path: this.#objectPath(bucket, name) })
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
