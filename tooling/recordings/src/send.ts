import type { Agent } from 'undici'
import type { RawAnswer } from './answer.js'
import type { Exchange, RecordedBody } from './recording.js'
import type { Symbols } from './symbols.js'

const bodyBytes = (body: RecordedBody, symbols: Symbols): Buffer | undefined => {
  if (body === null) return undefined
  switch (body.kind) {
    case 'json':
      return body.base64 === undefined
        ? Buffer.from(symbols.toOwn(JSON.stringify(body.json)))
        : Buffer.from(body.base64, 'base64')
    case 'text':
      return Buffer.from(symbols.toOwn(body.text))
    case 'base64':
    case 'msgpack':
      return Buffer.from(body.base64 ?? '', 'base64')
    case 'digest':
      // The content itself was not kept; its digest tells that this is it.
      return Buffer.alloc(body.size, '0123456789abcdef')
  }
}

const joined = (headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Buffer.from(Array.isArray(value) ? value.join(', ') : (value ?? ''), 'latin1').toString('utf8'),
    ]),
  )

/** Sends a recorded request in the words of the cluster that is replayed against. */
export const send = async (agent: Agent, exchange: Exchange, url: string, symbols: Symbols): Promise<RawAnswer> => {
  const { origin, pathname, search } = new URL(url)
  const { 'content-length': _, 'transfer-encoding': __, expect: ___, ...headers } = exchange.request.headers
  const body = bodyBytes(exchange.request.body, symbols)
  const response = await agent.request({
    origin,
    // The path verbatim: the URL parser would take `..` out of it.
    path: exchange.redirectedFrom === undefined ? url.slice(origin.length) : pathname + search,
    method: exchange.request.method as 'GET',
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, symbols.toOwn(value)])),
      // The recorder kept the answer's encoding, not that it had asked for it.
      ...(exchange.response.headers['content-encoding'] === 'gzip' ? { 'accept-encoding': 'gzip' } : {}),
    },
    body: body ?? null,
  })
  return {
    status: response.statusCode,
    headers: joined(response.headers),
    body: Buffer.from(await response.body.arrayBuffer()),
  }
}
