import { Agent } from 'undici'
import { ownAnswer, recordedAnswer, type RawAnswer } from './answer.js'
import type { Credentials } from './credentials.js'
import { differences, maskAll } from './pointers.js'
import { volatilePointers, type Exchange, type RecordedBody, type Recording } from './recording.js'
import { Symbols, type Endpoints } from './symbols.js'

/** How one recorded request was answered now. */
export interface Replayed {
  readonly id: string
  readonly status: number
  /** Where the answer differs from the recording; empty when it is equal. */
  readonly differences: readonly string[]
}

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
      // The content itself was not kept; any of that size does for the answer's form.
      return Buffer.alloc(body.size, 7)
  }
}

const urlOf = ({ request }: Exchange, endpoints: Endpoints, symbols: Symbols): string | undefined => {
  const base = endpoints.urls[request.node]
  if (base === undefined) return undefined
  const query = request.query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(symbols.toOwn(value))}`)
    .join('&')
  return `${base}${symbols.toOwn(request.path)}${query === '' ? '' : `?${query}`}`
}

const joined = (headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Buffer.from(Array.isArray(value) ? value.join(', ') : (value ?? ''), 'latin1').toString('utf8'),
    ]),
  )

const shortId = /^[A-Za-z0-9_-]{8,14}$/

/** Learns the ids that later requests of the recording use. */
const learn = (recorded: Exchange['response'], own: RawAnswer, symbols: Symbols): void => {
  for (const name of ['ais-append-handle', 'ais-xaction-id'])
    symbols.learn(recorded.headers[name] ?? '', own.headers[name] ?? '')
  const { body } = recorded
  const text = own.body.toString('utf8').trim()
  if (body?.kind === 'text' && shortId.test(body.text.trim()) && shortId.test(text))
    symbols.learn(body.text.trim(), text)
}

const send = async (agent: Agent, exchange: Exchange, url: string, symbols: Symbols): Promise<RawAnswer> => {
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

/** Plays a recording against a cluster, in its order, and compares every answer. */
export const replay = async (
  recording: Recording,
  endpoints: Endpoints,
  credentials?: Credentials,
  /** Texts that the recorder took out: tokens, and the secret that they are signed with. */
  hidden: readonly string[] = [],
): Promise<readonly Replayed[]> => {
  const agent = new Agent({ headersTimeout: 20_000, bodyTimeout: 20_000 })
  const symbols = new Symbols(recording, endpoints)
  for (const text of hidden) symbols.hide(text, text.split('.').length === 3 ? '<token>' : '<secret>')
  const locations = new Map<string, string>()
  const results: Replayed[] = []
  for (const recorded of recording.exchanges) {
    const exchange = credentials?.fill(recorded) ?? recorded
    const redirected = exchange.redirectedFrom === undefined ? undefined : locations.get(exchange.redirectedFrom)
    const url = redirected ?? urlOf(exchange, endpoints, symbols)
    if (url === undefined) {
      results.push({ id: exchange.id, status: 0, differences: [`no node ${exchange.request.node}`] })
      continue
    }
    const own = await send(agent, exchange, url, symbols).catch((error: unknown) => String(error))
    if (typeof own === 'string') {
      results.push({ id: exchange.id, status: 0, differences: [own] })
      continue
    }
    if (own.headers['location'] !== undefined) locations.set(exchange.id, own.headers['location'])
    learn(exchange.response, own, symbols)
    credentials?.learn(exchange, own, symbols)
    const pointers = (volatilePointers[exchange.id] ?? []).flatMap((pointer) =>
      pointer.startsWith('/response/') ? [pointer.slice('/response'.length)] : [],
    )
    const [theirs, mine] = [recordedAnswer(exchange), ownAnswer(exchange, own, symbols)].map((answer) =>
      maskAll(answer, pointers),
    )
    results.push({ id: exchange.id, status: own.status, differences: differences(theirs, mine) })
  }
  await agent.close()
  return results
}
