import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as TlsAgent, request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ApiFailure } from '../api-failure.js'

/** A request to another cluster. */
export interface ExchangeInput {
  readonly method: string
  /** Path and query, encoded. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Content; it is sent to the node that takes it, once. */
  readonly body?: string | AsyncIterable<Uint8Array>
}

const maxRedirects = 3

/** Talks to the nodes of another cluster, and follows its redirects. */
export class HttpExchange {
  readonly #plain = new Agent({ keepAlive: true })
  readonly #tls = new TlsAgent({ keepAlive: true })

  /** Sends a request where it belongs; gives the answer, whatever its status, with its body unread. */
  async send(base: string, input: ExchangeInput): Promise<IncomingMessage> {
    const streams = input.body !== undefined && typeof input.body !== 'string'
    let [origin, path] = [base, input.path]
    for (let followed = 0; ; followed += 1) {
      // A proxy is asked without the content: it only says where that goes.
      const answer = await this.#once(
        origin,
        path,
        streams && followed === 0 ? { ...input, headers: {}, body: '' } : input,
      )
      const location = answer.headers.location
      if ((answer.statusCode !== 301 && answer.statusCode !== 307) || location === undefined) return answer
      answer.resume()
      if (followed === maxRedirects) throw new ApiFailure(500, `too many redirects, the last to ${location}`)
      const target = new URL(location, origin)
      origin = target.origin
      // Our own spelling of the path is exact; the redirect adds to the query.
      path = `${input.path.split('?')[0] ?? ''}${target.search}`
    }
  }

  async #once(origin: string, path: string, { method, headers, body }: ExchangeInput): Promise<IncomingMessage> {
    const { protocol, hostname, port } = new URL(origin)
    const isTls = protocol === 'https:'
    const length = typeof body === 'string' ? { 'Content-Length': String(Buffer.byteLength(body)) } : {}
    const sent = (isTls ? httpsRequest : httpRequest)({
      method,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path,
      headers: { ...length, ...headers },
      agent: isTls ? this.#tls : this.#plain,
    })
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sent.on('response', resolve)
      sent.on('error', (error) =>
        reject(new ApiFailure(500, `${method} "${origin}${path.split('?')[0] ?? ''}": ${error.message}`)),
      )
    })
    if (body === undefined || typeof body === 'string') sent.end(body)
    // An error of the request is told by `answered`; the content's own must end the request.
    else void pipeline(Readable.from(body, { objectMode: false }), sent).catch((error: Error) => sent.destroy(error))
    return answered
  }

  close(): void {
    this.#plain.destroy()
    this.#tls.destroy()
  }
}

/** Reads all of an answer's body as text. */
export const readText = async (answer: IncomingMessage): Promise<string> => {
  const pieces: Uint8Array[] = []
  for await (const piece of answer as AsyncIterable<Uint8Array>) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

/** All lines of a header, as they came. */
export const headerLines = (answer: IncomingMessage, name: string): readonly string[] =>
  (answer.headersDistinct[name] ?? []).map((line) => Buffer.from(line, 'latin1').toString('utf8'))
