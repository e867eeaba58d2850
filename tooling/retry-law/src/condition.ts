import type { AisError } from '@ais/core'
import type { RetryCondition } from '@ais/core/testing'

/** What a server does to an exchange. */
export type Deed =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  /** Resets the connection when the request is whole. */
  | { readonly kind: 'reset' }
  /** Resets the connection when the headers are there and the body is not. */
  | { readonly kind: 'reset-in-body' }
  /** Ends the connection without an answer. */
  | { readonly kind: 'hang-up' }
  /** Answers in no HTTP. */
  | { readonly kind: 'garbage' }
  /** Never answers. */
  | { readonly kind: 'stall' }
  /** Announces more than it sends, and ends the connection. */
  | { readonly kind: 'cut'; readonly how: 'end' | 'reset' }
  /** Announces more than it sends, and sends no more. */
  | { readonly kind: 'stall-in-answer' }
  /** Sends 200 with JSON that breaks off, its length right. */
  | { readonly kind: 'bad-json' }
  /** Nobody listens there; the server itself does nothing. */
  | { readonly kind: 'refuse' }

/**
 * Where it happens: to the first request at the proxy (`proxy`), or where the call ends (`end`), which is the target for
 * calls that are redirected.
 */
export type Place = 'proxy' | 'end'

/** A way for a call to go wrong, once; the next attempt finds all well. */
export interface Condition {
  readonly name: string
  readonly place: Place
  readonly deed: Deed
  /** The row of the law that it falls under. */
  readonly row: RetryCondition
  /** The error of the attempt. */
  readonly tag: AisError['_tag']
  /** The server asks for more patience than a call has: not tried again, whatever the law says. */
  readonly isHopeless?: boolean
  /** Waits are part of it, so that the timeouts must be short. */
  readonly isSlow?: boolean
  /** Something like it can only happen to calls with content. */
  readonly contentOnly?: boolean
}

const statusRow = (status: number): RetryCondition =>
  status === 429 || status === 500 || status === 502 || status === 503 || status === 504
    ? `status-${status}`
    : 'other-status'

const errorBody = (status: number, tcode: string): string =>
  JSON.stringify({ tcode, message: 'no luck', method: '', url_path: '', remote_addr: '', caller: '', node: '', status })

const status = (
  code: number,
  more: {
    readonly place?: Place
    readonly retryAfter?: string
    readonly tcode?: string
    readonly isText?: boolean
  } = {},
): Condition => {
  const { place = 'end', retryAfter, tcode = '', isText = false } = more
  const body = isText ? '<html>proxy error</html>' : errorBody(code, tcode)
  return {
    name: [
      `HTTP ${code}`,
      ...(tcode === '' ? [] : [tcode]),
      ...(isText ? ['as HTML'] : []),
      ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
    ].join(' '),
    place,
    deed: {
      kind: 'answer',
      status: code,
      headers: {
        ...(isText ? {} : { 'hdr-error': body }),
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      },
      body,
    },
    row: tcode === 'ErrBadCksum' ? 'wrong-checksum' : statusRow(code),
    tag: 'Api',
    isHopeless: retryAfter === '99999999' || retryAfter === 'Fri, 31 Dec 2099 23:59:59 GMT',
  }
}

const redirect = (name: string, location: string | undefined, code = 307, place: Place = 'proxy'): Condition => ({
  name: `HTTP ${code} ${name}`,
  place,
  deed: { kind: 'answer', status: code, headers: location === undefined ? {} : { location }, body: '' },
  row: 'redirect',
  tag: 'Redirect',
})

const broken = (name: string, deed: Deed, place: Place): Condition => ({
  name,
  place,
  deed,
  row: 'broke',
  tag: 'Unreachable',
})

const past = 'Sat, 01 Jan 2000 00:00:00 GMT'

/** Every condition of the run. */
export const conditions: readonly Condition[] = [
  { name: 'connection refused', place: 'proxy', deed: { kind: 'refuse' }, row: 'not-connected', tag: 'Unreachable' },
  { name: 'connection refused', place: 'end', deed: { kind: 'refuse' }, row: 'not-connected', tag: 'Unreachable' },
  broken('reset before headers', { kind: 'reset' }, 'proxy'),
  broken('reset before headers', { kind: 'reset' }, 'end'),
  { ...broken('reset within the body', { kind: 'reset-in-body' }, 'end'), contentOnly: true },
  broken('hung up before headers', { kind: 'hang-up' }, 'proxy'),
  broken('hung up before headers', { kind: 'hang-up' }, 'end'),
  broken('garbage for an answer', { kind: 'garbage' }, 'end'),
  ...(['proxy', 'end'] as const).map<Condition>((place) => ({
    name: 'no answer',
    place,
    deed: { kind: 'stall' },
    row: 'headers-timeout',
    tag: 'Timeout',
    isSlow: true,
  })),
  ...(['end', 'reset'] as const).map<Condition>((how) => ({
    name: `answer cut (${how})`,
    place: 'end',
    deed: { kind: 'cut', how },
    row: 'cut',
    tag: 'Unreachable',
  })),
  {
    name: 'answer stands still',
    place: 'end',
    deed: { kind: 'stall-in-answer' },
    row: 'idle-timeout',
    tag: 'Timeout',
    isSlow: true,
  },
  {
    name: 'the question of content answered 200',
    place: 'proxy',
    deed: { kind: 'answer', status: 200, headers: {}, body: '' },
    row: 'settled',
    tag: 'OutcomeUnknown',
    contentOnly: true,
  },
  { name: 'bad JSON', place: 'end', deed: { kind: 'bad-json' }, row: 'odd-answer', tag: 'Decode' },
  ...[400, 401, 403, 404, 405, 409, 410, 412, 416, 429, 500, 501, 502, 503, 504, 507].map((code) => status(code)),
  ...[401, 404, 429, 500, 503].map((code) => status(code, { place: 'proxy' })),
  status(502, { isText: true }),
  status(500, { tcode: 'ErrBadCksum' }),
  ...[429, 503].flatMap((code) =>
    ['0', past, '99999999', 'Fri, 31 Dec 2099 23:59:59 GMT', 'soon'].map((retryAfter) => status(code, { retryAfter })),
  ),
  redirect('without Location', undefined),
  redirect('to a path', '/v1/objects/b/o'),
  redirect('to another scheme', 'ftp://127.0.0.1/x'),
  redirect('with credentials', 'http://user:pass@127.0.0.1:1/x'),
  redirect('of another kind', 'http://127.0.0.1:1/x', 303),
  redirect('twice', 'http://127.0.0.1:1/x', 307, 'end'),
]
