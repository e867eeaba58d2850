import type { Outcome } from '../outcome.ts'
import type { TransportName } from '../patience.ts'
import type { ReadPath } from './read-paths.ts'

/** What may become of a read by a path, over a transport. */
export type Expected = (path: ReadPath, transport: TransportName) => readonly Outcome[]

const isBatch = ({ guard }: ReadPath): boolean => guard === 'tar' || guard === 'tgz' || guard === 'zip'
const always =
  (...outcomes: readonly Outcome[]): Expected =>
  () =>
    outcomes
/** A batch cannot be taken up where it broke: AIStore makes each anew. */
const butBatch =
  (outcome: Outcome, other: Expected): Expected =>
  (path, transport) =>
    isBatch(path) ? [outcome] : other(path, transport)
/** A file gives up with an error of its own. */
const ofFile =
  (outcome: Outcome): Expected =>
  ({ name }) => [name.startsWith('asFile') ? 'Unreachable' : outcome]
/** By what the content can be held to. */
const byGuard =
  (
    outcomes: Readonly<
      Record<'whole' | 'stream' | 'range' | 'member' | (ReadPath['guard'] & ('tar' | 'tgz' | 'zip')), Outcome>
    >,
  ): Expected =>
  ({ guard, isWhole }) => [guard === 'checksum' ? outcomes[isWhole ? 'whole' : 'stream'] : outcomes[guard]]
/** Parallel reads hold every range to its place, and so notice more. */
const parallel =
  (outcome: Outcome, other: Expected): Expected =>
  (path, transport) =>
    path.isParallel === true ? [outcome] : other(path, transport)

export const right = always('right')
export const broken = always('Unreachable')
export const late = ofFile('Timeout')
export const redirect = always('Redirect')
export const resumed = butBatch('Unreachable', right)
export const stalledOnce = butBatch('Timeout', right)
export const gone = always('Api ObjectNotFound')

/** What a fault after a cut does; a batch has failed by the cut. */
export const afterCut = (expected: Expected): Expected => butBatch('Unreachable', expected)

const unverified = {
  range: 'unverified',
  member: 'unverified',
  tar: 'unverified',
  tgz: 'Decode',
  zip: 'Decode',
} as const
export const flippedOnce = byGuard({ whole: 'right', stream: 'Checksum', ...unverified })
export const flipped = byGuard({ whole: 'Checksum', stream: 'Checksum', ...unverified })

const short = { member: 'unverified', tar: 'Decode', tgz: 'Decode', zip: 'Decode' } as const
export const truncatedOnce = parallel(
  'right',
  byGuard({ whole: 'right', stream: 'Checksum', range: 'right', ...short }),
)
export const truncated = parallel(
  'Unreachable',
  byGuard({ whole: 'Checksum', stream: 'Checksum', range: 'Unreachable', ...short }),
)

/** What comes after the promised end is not looked at, but for archives, which have an end of their own. */
const surplusOfBatch =
  (other: Expected): Expected =>
  (path, transport) => {
    if (!isBatch(path)) return other(path, transport)
    return [path.name.includes('not streamed') ? 'right' : 'Decode']
  }
export const surplus = surplusOfBatch(right)
export const longer = surplusOfBatch(
  parallel('right', byGuard({ whole: 'right', stream: 'Checksum', range: 'right', ...short })),
)

/** fetch has undone the encoding before anybody sees it. */
export const encoded: Expected = (_path, transport) => [transport === 'fetch' ? 'right' : 'Decode']

const ofRanges = (outcome: Outcome): Expected =>
  parallel(outcome, ({ guard }) => [guard === 'range' ? outcome : 'right'])
export const noRange = ofRanges('NotSupported')
/** The last bytes are asked for by their number, which has no start that could be moved. */
export const otherRange: Expected = (path, transport) =>
  path.name === 'last bytes' ? ['right'] : ofRanges('Decode')(path, transport)
export const otherRest = ofRanges('Decode')
/**
 * Whether the rest was asked for as a range at all hangs on how much had arrived before the cut; and which part of a parallel read was cut
 * on time: the last one, moved, reaches beyond the end of the object.
 */
export const hiddenRest: Expected = ({ guard, isWhole, isParallel, name }) => {
  if (isParallel === true) return [isWhole ? 'right' : 'Checksum', 'right', 'Decode']
  if (guard === 'member' || (guard === 'checksum' && isWhole)) return ['right']
  if (guard === 'checksum') return ['Checksum', 'right']
  // Moved by 50 bytes it reaches beyond the end of the object.
  return [name === 'iterFromPosition' || name === 'last bytes' ? 'Decode' : 'unverified']
}

/** Of a member nothing tells the version: what broke before its first byte was handed out begins anew. */
const changed: Expected = ({ guard }) => (guard === 'member' ? ['ObjectChanged', 'right'] : ['ObjectChanged'])
export const replaced: Expected = (path, transport) => (path.isWhole ? ['right'] : changed(path, transport))
/** There is no such range in what it was replaced by. */
export const shorter: Expected = (path, transport) => {
  const { isWhole, guard, name } = path
  if (!isWhole) return changed(path, transport)
  return [guard === 'range' && name !== 'last bytes' ? 'Api RangeNotSatisfiable' : 'right']
}

/** A length that no other answer has is another object's. */
export const wrongLengthOnce: Expected = ({ guard, isWhole, isParallel }) => {
  if (isWhole || isParallel === true) return ['right']
  if (guard === 'member') return ['ObjectChanged', 'right']
  return [guard === 'checksum' ? 'ObjectChanged' : 'right']
}
export const wrongVersionOnce: Expected = ({ isWhole, isParallel }) => [
  isParallel === true && !isWhole ? 'ObjectChanged' : 'right',
]
/** Who asks the target by itself meets no redirect; that of a batch names its job, and the emulator has no other. */
export const wrongLocation: Expected = (path) => {
  if (isBatch(path)) return ['right', 'Api ObjectNotFound']
  return [path.name === 'direct' ? 'right' : 'Redirect']
}

export const wrongChecksum = parallel('ObjectChanged', ({ guard }) => [guard === 'checksum' ? 'Checksum' : 'right'])
export const wrongChecksumOnce: Expected = (path, transport) =>
  path.isWhole ? ['right'] : wrongChecksum(path, transport)
export const unchecked = parallel('right', ({ guard }) => [guard === 'checksum' ? 'right, unchecked' : 'right'])
