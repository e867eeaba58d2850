import { createHash } from 'node:crypto'
import { decode } from '@msgpack/msgpack'
import type { Exchange, RecordedBody } from './recording.js'
import type { Symbols } from './symbols.js'

/** An answer as it came over the socket. */
export interface RawAnswer {
  readonly status: number
  /** Lower-case names; repeated lines joined by `, `, as the recorder did. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

const mapText = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((inner) => mapText(inner, change))
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [change(key), mapText(inner, change)]))
  return value
}

/** Messages tell how long a token will live, to the second. */
const withoutLife = (value: unknown): unknown =>
  mapText(value, (text) => text.replace(/token expires in [\dhms]+/, 'token expires in <life>'))

/** Header and claims of the token in an answer. */
const jwtOf = (raw: RawAnswer, symbols: Symbols): unknown => {
  const [, header = '', claims = ''] = /^\{"token": "([^".]+)\.([^".]+)\./.exec(raw.body.toString('utf8')) ?? []
  if (header === '') return undefined
  const read = (part: string): unknown =>
    mapText(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')), (inner) => symbols.toRecorded(inner))
  return { header: read(header), claims: read(claims) }
}

const bodyLike = (recorded: RecordedBody, raw: RawAnswer, symbols: Symbols): unknown => {
  if (raw.body.length === 0) return null
  const text = (): string => symbols.toRecorded(raw.body.toString('utf8'))
  const asJson = (): unknown => {
    try {
      return {
        kind: 'json',
        json: mapText(JSON.parse(raw.body.toString('utf8')), (inner) => symbols.toRecorded(inner)),
      }
    } catch {
      return { kind: 'text', text: text() }
    }
  }
  switch (recorded?.kind) {
    case 'msgpack':
      if (raw.headers['content-type'] !== 'application/msgpack') return asJson()
      return { kind: 'msgpack', json: mapText(decode(raw.body), (inner) => symbols.toRecorded(inner)) }
    case 'base64':
      return { kind: 'base64', base64: raw.body.toString('base64') }
    case 'digest':
      return { kind: 'digest', sha256: createHash('sha256').update(raw.body).digest('hex') }
    case 'text':
      return { kind: 'text', text: text() }
    default:
      return asJson()
  }
}

// Of no meaning between two servers, or added by the HTTP library.
const ignored = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])

const headersOf = (
  headers: Readonly<Record<string, string>>,
  body: unknown,
  method: string,
  change: (text: string) => string,
): unknown =>
  Object.fromEntries(
    Object.entries(headers)
      // Lengths follow from the body, and differ with the lengths of ids in it; a HEAD tells the object's.
      .filter(([name]) => !ignored.has(name) && !(name === 'content-length' && (method !== 'HEAD' || body !== null)))
      .filter(([name]) => name !== 'hdr-error' && name !== 'ais-bucket-props' && name !== 'ais-bucket-summ')
      .map(([name, value]) => [name, change(value)]),
  )

const headerJsonOf = (headers: Readonly<Record<string, string>>, symbols: Symbols): unknown => {
  const found = ['ais-bucket-props', 'ais-bucket-summ', 'hdr-error'].flatMap((name) => {
    const text = headers[name]
    return text === undefined ? [] : [[name, mapText(JSON.parse(text), (inner) => symbols.toRecorded(inner))] as const]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

const without = (body: RecordedBody): unknown => {
  if (body === null) return null
  if (body.kind === 'json' || body.kind === 'msgpack') return { kind: body.kind, json: body.json }
  if (body.kind === 'digest') return { kind: 'digest', sha256: body.sha256 }
  return body.kind === 'text' ? { kind: 'text', text: body.text } : { kind: 'base64', base64: body.base64 }
}

/** Emulated nodes have one listener for all three networks. */
const onOneNetwork = (text: string): string => text.replaceAll(/\{([\w.]+)\.(?:control|data)(\.addr)?\}/g, '{$1$2}')

/** The recorded answer in the form that {@link ownAnswer} gives. */
export const recordedAnswer = ({ request, response }: Exchange): unknown => ({
  status: response.status,
  headers: headersOf(response.headers, response.body, request.method, (value) => value),
  headerJson: response.headerJson,
  jwt: response.jwt,
  body: withoutLife(mapText(without(response.body), onOneNetwork)),
})

/** An own answer in the recording's words. */
export const ownAnswer = (exchange: Exchange, raw: RawAnswer, symbols: Symbols): unknown => ({
  status: raw.status,
  headers: headersOf(raw.headers, raw.body.length === 0 ? null : raw.body, exchange.request.method, (value) =>
    symbols.toRecorded(value),
  ),
  headerJson: headerJsonOf(raw.headers, symbols),
  jwt: jwtOf(raw, symbols),
  body: withoutLife(bodyLike(exchange.response.body, raw, symbols)),
})
