import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { EmulatedBucket } from '../buckets/bucket-registry.js'
import type { EmulatorRequest, RequestChanges } from './handler.js'
import { bodyOf } from './request-body.js'

type Parts = Pick<EmulatorRequest, 'method' | 'url' | 'path' | 'params' | 'rawQuery' | 'message' | 'bucket'>

/** `address:port` of a client. */
export const remoteAddressOf = ({ socket }: IncomingMessage): string =>
  `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`

/** A request as it came in; what few handlers look at is made when they do. */
export class ReceivedRequest implements EmulatorRequest {
  readonly #incoming: IncomingMessage
  readonly method: string
  readonly url: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly rawQuery: string
  readonly message: Readonly<Record<string, unknown>> | undefined
  declare readonly bucket?: EmulatedBucket

  constructor(incoming: IncomingMessage, { method, url, path, params, rawQuery, message, bucket }: Parts) {
    this.#incoming = incoming
    this.method = method
    this.url = url
    this.path = path
    this.params = params
    this.query = new URLSearchParams(rawQuery)
    this.rawQuery = rawQuery
    this.message = message
    if (bucket !== undefined) this.bucket = bucket
  }

  get headers(): IncomingHttpHeaders {
    return this.#incoming.headers
  }

  get body(): AsyncIterable<Uint8Array> {
    return bodyOf(this.#incoming)
  }

  get remoteAddress(): string {
    return remoteAddressOf(this.#incoming)
  }

  with(changes: RequestChanges): EmulatorRequest {
    const { method, url, path, params, rawQuery, message, bucket } = this
    const same = { method, url, path, params, rawQuery, message }
    return new ReceivedRequest(this.#incoming, { ...same, ...(bucket === undefined ? {} : { bucket }), ...changes })
  }
}
