import type { FaultProxy, Fault, Rule } from '@ais-tooling/fault-proxy'
import * as expect from './expected.ts'
import type { Expected } from './expected.ts'

/** What a fault needs of its cell. */
export interface Scene {
  readonly proxy: FaultProxy
  /** Replaces what is read by other content of so many bytes, or removes it. */
  readonly replace: (sizeBytes: number | undefined) => Promise<void>
  /** The node that has what is read. */
  readonly owner: string
}

/** A fault on reads. */
export interface ReadFault {
  readonly name: string
  readonly put: (scene: Scene) => void
  /** What may become of a read by this path. */
  readonly expected: Expected
}

const content: Pick<Rule, 'method' | 'at'> = { method: 'GET', at: 'node' }
const question: Pick<Rule, 'method' | 'at'> = { method: 'GET', at: 'endpoint' }
const always = Infinity

const fault = (name: string, expected: Expected, what: Fault, more: Partial<Rule> = {}): ReadFault => ({
  name,
  expected,
  put: ({ proxy }) => void proxy.use({ ...content, fault: what, ...more }),
})

/** The first answer is cut, and what follows meets another fault. */
const afterCut = (
  name: string,
  expected: Expected,
  what: Fault,
  onHit?: (scene: Scene) => Promise<void>,
): ReadFault => ({
  name,
  expected: expect.afterCut(expected),
  put: (scene) => {
    scene.proxy.use({ ...content, fault: { kind: 'cut', how: 'fin', at: 'half' } })
    scene.proxy.use({ ...content, fault: what, ...(onHit === undefined ? {} : { onHit: () => onHit(scene) }) })
  },
})

const nothing: Fault = { kind: 'headers', set: {} }
const unavailable: Fault = { kind: 'answer', status: 503 }
const patience: Fault = { kind: 'answer', status: 503, headers: { 'Retry-After': '1' } }
const page: Fault = { kind: 'answer', status: 500, headers: { 'Content-Type': 'text/html' }, body: '<p>no' }
const spoilt = (set: Readonly<Record<string, string | readonly string[]>>): Fault => ({ kind: 'headers', set })
const half = { at: 'half' } as const

/** The nine faults that other SDKs were measured with. */
export const measuredFaults: readonly ReadFault[] = [
  fault('503 twice', expect.right, unavailable, { count: 2 }),
  fault('503 with Retry-After', expect.right, patience),
  fault('reset before headers twice', expect.right, { kind: 'break', how: 'rst' }, { count: 2 }),
  fault('cut at half', expect.resumed, { kind: 'cut', how: 'rst', ...half }),
  fault('cut three times', expect.resumed, { kind: 'cut', how: 'fin', ...half }, { count: 3 }),
  fault('one bit flipped', expect.flippedOnce, { kind: 'flip', ...half }),
  fault('stall in the body', expect.stalledOnce, { kind: 'stall', ...half }),
  fault('stall before headers', expect.right, { kind: 'hang' }),
  fault('truncated, length agrees', expect.truncatedOnce, { kind: 'truncate', ...half }),
]

const breaks: readonly ReadFault[] = [
  fault('slow drip', expect.right, { kind: 'drip', pieceBytes: 6_000, gapMs: 240 }),
  fault('503 at the proxy', expect.right, unavailable, question),
  fault('500 with a page', expect.right, page),
  fault('closed before headers', expect.right, { kind: 'break', how: 'fin' }),
  fault('reset at the proxy', expect.right, { kind: 'break', how: 'rst' }, question),
  fault('stall at the proxy', expect.right, { kind: 'hang' }, question),
  fault('cut within the headers', expect.right, { kind: 'cut-head', how: 'fin' }),
  fault('no HTTP', expect.right, { kind: 'garbage' }),
  fault('cut at the first byte', expect.resumed, { kind: 'cut', how: 'fin', at: 0 }),
  fault('cut before the last byte', expect.resumed, { kind: 'cut', how: 'fin', at: -1 }),
  fault('cut every time', expect.broken, { kind: 'cut', how: 'fin', at: 0 }, { count: always }),
  fault('stall every time', expect.late, { kind: 'stall', at: 0 }, { count: always }),
  fault('no answer every time', expect.late, { kind: 'hang' }, { count: always }),
  {
    name: 'target back elsewhere after a cut',
    expected: expect.resumed,
    put: ({ proxy, owner }) => {
      proxy.use({ ...content, fault: { kind: 'cut', how: 'rst', ...half } })
      proxy.use({ at: 'endpoint', skip: 1, fault: nothing, onHit: () => proxy.kill(owner) })
    },
  },
]

const lies: readonly ReadFault[] = [
  fault('one bit flipped every time', expect.flipped, { kind: 'flip', ...half }, { count: always }),
  fault('truncated every time', expect.truncated, { kind: 'truncate', ...half }, { count: always }),
  fault('longer than promised', expect.surplus, { kind: 'longer', bytes: 500 }),
  fault('longer, length agrees', expect.longer, { kind: 'longer', bytes: 500, agrees: true }),
  fault('gzip', expect.encoded, { kind: 'gzip' }),
  afterCut('gzip after a cut', expect.encoded, { kind: 'gzip' }),
  fault('whole for a range', expect.noRange, { kind: 'no-range' }),
  afterCut('whole for a range after a cut', expect.noRange, { kind: 'no-range' }),
  fault('another range', expect.otherRange, { kind: 'other-range', byBytes: 50 }),
  afterCut('another range after a cut', expect.otherRest, { kind: 'other-range', byBytes: 50 }),
  afterCut('another range after a cut, hidden', expect.hiddenRest, {
    kind: 'other-range',
    byBytes: 50,
    isHidden: true,
  }),
  afterCut('replaced after a cut', expect.replaced, nothing, ({ replace }) => replace(60_000)),
  afterCut('replaced by a shorter one after a cut', expect.shorter, nothing, ({ replace }) => replace(100)),
  afterCut('deleted after a cut', expect.gone, nothing, ({ replace }) => replace(undefined)),
]

const headers: readonly ReadFault[] = [
  fault('checksum malformed', expect.wrongChecksum, spoilt({ 'Ais-Checksum-Value': 'zz' }), { count: always }),
  fault('checksum of unknown type', expect.unchecked, spoilt({ 'Ais-Checksum-Type': 'blake9' }), { count: always }),
  fault('checksum twice', expect.wrongChecksumOnce, spoilt({ 'Ais-Checksum-Value': ['00', '11'] })),
  fault('Content-Length twice', expect.right, spoilt({ 'Content-Length': ['60000', '60001'] })),
  fault('Content-Length is no number', expect.right, spoilt({ 'Content-Length': '-5' })),
  fault('redirect loop', expect.redirect, { kind: 'redirect-loop' }, { ...question, count: always }),
  fault('redirect after a redirect', expect.redirect, { kind: 'redirect-loop' }, { count: always }),
]

const turned = (name: string, at: Extract<Fault, { kind: 'flip-header' }>['at'] = 0): Fault => ({
  kind: 'flip-header',
  name,
  at,
})

/** One bit flipped in what the client relies on. */
const flippedHeaders: readonly ReadFault[] = [
  fault('a bit of Content-Length', expect.wrongLengthOnce, turned('Content-Length')),
  fault('a bit of Content-Range', expect.otherRest, turned('Content-Range', 'bytes '.length)),
  fault('a bit of the checksum', expect.wrongChecksumOnce, turned('Ais-Checksum-Value')),
  fault("a bit of the checksum's type", expect.unchecked, turned('Ais-Checksum-Type')),
  fault('a bit of the version', expect.wrongVersionOnce, turned('Ais-Version')),
  fault('a bit of Location', expect.wrongLocation, turned('Location', 'half'), question),
]

/** Every fault on reads. */
export const readFaults: readonly ReadFault[] = [...measuredFaults, ...breaks, ...lies, ...headers, ...flippedHeaders]
