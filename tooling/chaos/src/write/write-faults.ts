import type { Fault, FaultProxy, Rule } from '@ais-tooling/fault-proxy'
import type { Outcome } from '../outcome.ts'
import type { State, WritePath } from './write-paths.ts'

/** What may come of a write: how it ends, and what the object is then. */
export interface WriteExpectation {
  readonly outcomes: readonly Outcome[]
  readonly states: readonly State[]
  /** How often the content may be sent on its way at most; not counted where nothing is said. */
  readonly maxSends?: number
}

/** A fault on writes, put before the requests that carry what is written, or before their questions. */
export interface WriteFault {
  readonly name: string
  readonly stage: 'question' | 'redirect' | 'half-way' | 'before the answer' | 'content' | 'no redirect'
  readonly put: (proxy: FaultProxy, carrier: Carrier) => void
  readonly expected: (path: WritePath) => WriteExpectation
}

/** The requests that carry what is written. */
export type Carrier = Pick<Rule, 'method' | 'target' | 'hasBody'>

const mended: WriteExpectation = { outcomes: ['right'], states: ['new'] }
/** The write has failed, and may or may not have taken effect. */
const failed = (...outcomes: readonly Outcome[]): WriteExpectation => ({ outcomes, states: ['old', 'new'] })
const refused = (...outcomes: readonly Outcome[]): WriteExpectation => ({ outcomes, states: ['old'] })

/** Nothing but a question was lost, so that anything may be tried again. */
const always = (): WriteExpectation => mended

/** A part is resent while not all of it was handed over; whether it was hangs on the system's buffers. */
const partsToo = (expectation: WriteExpectation): WriteExpectation => ({
  outcomes: [...expectation.outcomes, 'right'],
  states: ['old', 'new'],
})

/** The request may have taken effect: tried again if that does no harm and the content can be sent again. */
const ifReplayable =
  (once: WriteExpectation): WriteFault['expected'] =>
  (path) => {
    if (path.isOnce) return path.name === 'putInParts' ? partsToo(once) : { ...once, maxSends: 1 }
    return path.isReplayable ? mended : { ...failed('NotReplayable'), maxSends: 1 }
  }

/** For calls that are not content but JSON, the question itself has all. */
const isMessage = ({ carrier }: WritePath): boolean => carrier?.method === 'POST'

const rule = (proxy: FaultProxy, carrier: Carrier, fault: Fault, more: Partial<Rule> = {}): void =>
  void proxy.use({ ...carrier, at: 'node', fault, ...more })

const onQuestion = (name: string, fault: Fault, once: Outcome): WriteFault => ({
  name,
  stage: 'question',
  put: (proxy, { method, target }) =>
    void proxy.use({
      ...(method === undefined ? {} : { method }),
      ...(target === undefined ? {} : { target }),
      at: 'endpoint',
      fault,
    }),
  expected: (path) => (isMessage(path) ? failed(once) : always()),
})

const onContent = (
  name: string,
  stage: WriteFault['stage'],
  fault: Fault,
  expected: WriteFault['expected'],
  more: Partial<Rule> = {},
): WriteFault => ({ name, stage, put: (proxy, carrier) => rule(proxy, carrier, fault, more), expected })

const unknown = ifReplayable(failed('OutcomeUnknown'))
/** AIStore appends to an archive in place: what breaks half-way leaves it damaged (measured on 5.0). */
const halfWay =
  (expected: WriteFault['expected']): WriteFault['expected'] =>
  (path) => {
    const expectation = expected(path)
    if (path.name !== 'appendToArchive') return expectation
    return { ...expectation, states: [...expectation.states, 'damaged'] }
  }
const said = (code: string): WriteFault['expected'] => ifReplayable(failed(`Api ${code}`))
const half = { at: 'half' } as const
const every = { count: Infinity } as const

/** AIStore checks what came with a checksum; of what came without, the answer tells what was stored. */
const flipped: WriteFault['expected'] = (path) => {
  if (path.carrier?.hasBody === false) return mended
  if (isMessage(path)) return refused('Api BadRequest')
  if (path.isChecked) return { ...refused('Api ChecksumMismatch'), maxSends: 1 }
  // Only what came of all parts has a checksum, when the upload is complete.
  if (path.name === 'putInParts') return { outcomes: ['Checksum'], states: ['other'], maxSends: 1 }
  // Neither appends nor members of archives have a checksum that the answer could be held to.
  if (path.isOnce) return { outcomes: ['right'], states: ['other'] }
  return { outcomes: ['Checksum'], states: ['other'], maxSends: 1 }
}

/** A node refuses parts and members of archives without content, and so the question for where they belong. */
const needsContent = ({ name }: WritePath): boolean => name === 'putInParts' || name === 'appendToArchive'

/** After a 2xx to the question the object is empty until the content has come: the one documented exception. */
const unredirected: WriteFault['expected'] = (path) => {
  if (needsContent(path)) return refused('Api BadRequest')
  if (path.carrier?.hasBody === false || isMessage(path)) return mended
  return { outcomes: ['OutcomeUnknown'], states: ['empty', 'old'] }
}

/** Every fault on writes, by the stage at which it happens. */
export const writeFaults: readonly WriteFault[] = [
  onQuestion('503', { kind: 'answer', status: 503, afterBody: true }, 'Api Unavailable'),
  onQuestion('reset', { kind: 'break', how: 'rst' }, 'OutcomeUnknown'),
  onQuestion('closed', { kind: 'break', how: 'fin' }, 'OutcomeUnknown'),
  onQuestion('stall', { kind: 'hang' }, 'OutcomeUnknown'),

  onContent('503 before the content', 'redirect', { kind: 'answer', status: 503 }, said('Unavailable')),
  onContent('reset before the content', 'redirect', { kind: 'break', how: 'rst' }, unknown),
  onContent('closed before the content', 'redirect', { kind: 'break', how: 'fin' }, unknown),
  onContent('stall before the content', 'redirect', { kind: 'hang' }, unknown),

  onContent('cut', 'half-way', { kind: 'break', how: 'fin', ...half }, halfWay(unknown)),
  onContent('reset', 'half-way', { kind: 'break', how: 'rst', ...half }, halfWay(unknown)),
  onContent('stall', 'half-way', { kind: 'hang', ...half }, halfWay(unknown)),
  onContent(
    'reset every time',
    'half-way',
    { kind: 'break', how: 'rst', ...half },
    halfWay((path) => {
      if (path.isOnce) return failed('OutcomeUnknown', 'Unreachable')
      return refused(path.isReplayable ? 'Unreachable' : 'NotReplayable')
    }),
    every,
  ),

  onContent(
    '503 after the content',
    'before the answer',
    { kind: 'answer', status: 503, afterBody: true },
    said('Unavailable'),
  ),
  onContent('503, and it was done', 'before the answer', { kind: 'deny', status: 503 }, said('Unavailable')),
  onContent('500, and it was done', 'before the answer', { kind: 'deny', status: 500 }, said('Other')),
  onContent('the answer is lost', 'before the answer', { kind: 'lose', how: 'fin' }, unknown),
  onContent('the answer is reset', 'before the answer', { kind: 'lose', how: 'rst' }, unknown),
  onContent('no answer', 'before the answer', { kind: 'lose', how: 'hang' }, unknown),

  onContent('409', 'before the answer', { kind: 'answer', status: 409, afterBody: true }, (path) => ({
    ...refused('Api Conflict'),
    ...(path.name === 'putInParts' ? {} : { maxSends: 1 }),
  })),
  onContent('a bit flipped on the way', 'content', { kind: 'flip-request', at: 'half' }, flipped),

  {
    name: 'the question is taken for the write',
    stage: 'no redirect',
    put: (proxy, { method, target }) =>
      void proxy.use({
        ...(method === undefined ? {} : { method }),
        ...(target === undefined ? {} : { target }),
        at: 'endpoint',
        fault: { kind: 'follow' },
        ...every,
      }),
    expected: (path) => (needsContent(path) ? refused('Api BadRequest') : mended),
  },
  {
    name: 'the question is taken for the write, and then the content is cut',
    stage: 'no redirect',
    put: (proxy, { method, target, hasBody }) => {
      const more = { ...(method === undefined ? {} : { method }), ...(target === undefined ? {} : { target }) }
      proxy.use({ ...more, at: 'endpoint', hasBody: false, fault: { kind: 'follow' }, ...every })
      if (hasBody === true && method === 'PUT')
        proxy.use({ ...more, at: 'endpoint', hasBody: true, fault: { kind: 'break', how: 'rst', ...half }, ...every })
    },
    expected: unredirected,
  },
]
