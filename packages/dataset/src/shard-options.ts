import { checkBucket, checkInteger, checkObjectName, firstProblem, type BucketRef, type CallOptions } from '@ais/core'
import type { ColumnEncoder } from './record/encode-column.js'

/** A shard that was stored. */
export interface WrittenShard {
  /** Name of the object. */
  readonly name: string
  readonly sampleCount: number
  /** Size of the object. */
  readonly sizeBytes: number
}

/** Options of everything that writes shards. */
export interface ShardOptions extends Pick<CallOptions, 'signal'> {
  /** Start of the shards' names; may contain folders. A number and `.tar` follow: `dataset-000000.tar`. @defaultValue 'dataset' */
  readonly pattern?: string
  /** Samples per shard, 1 or more; its number of digits is that of the shards' numbers. @defaultValue 100000 */
  readonly maxCount?: number
  /** A shard that holds this many bytes of content, 1 or more, takes no further sample. @defaultValue 3000000000 */
  readonly maxSizeBytes?: number
  /** Number of the first shard, 0 or more. @defaultValue 0 */
  readonly startShard?: number
  /** Time of last change that the shards tell of their members, in Unix milliseconds, 0 or more. @defaultValue now */
  readonly mtimeMs?: number
  /** Encodes values that are neither bytes nor text; asked before the rules of WebDataset. */
  readonly encoder?: ColumnEncoder
  /** Told after each shard that was stored. */
  readonly onShard?: (shard: WrittenShard) => void
}

/** Options with their defaults. */
export interface ShardRules {
  readonly maxCount: number
  readonly maxSizeBytes: number
  readonly startShard: number
  /** Name of the shard with this number. */
  readonly nameOf: (number: number) => string
}

/** Fills in defaults. @throws InvalidInputError */
export const shardRules = (operation: string, bucket: BucketRef, options: ShardOptions): ShardRules => {
  const { pattern = 'dataset', maxCount = 100_000, maxSizeBytes = 3e9, startShard = 0 } = options
  const nameOf = (number: number): string => `${pattern}-${String(number).padStart(String(maxCount).length, '0')}.tar`
  const problem = firstProblem(
    checkBucket(operation, bucket),
    checkInteger(operation, 'maxCount', maxCount, { min: 1 }),
    checkInteger(operation, 'maxSizeBytes', maxSizeBytes, { min: 1 }),
    checkInteger(operation, 'startShard', startShard, { min: 0 }),
    // Times beyond these eleven octal digits of seconds do not fit a TAR.
    checkInteger(operation, 'mtimeMs', options.mtimeMs, { min: 0, max: 0o77777777777 * 1000 }),
  )
  if (problem !== undefined) throw problem
  const nameProblem = checkObjectName(operation, nameOf(startShard), 'pattern')
  if (nameProblem !== undefined) throw nameProblem
  return { maxCount, maxSizeBytes, startShard, nameOf }
}

/** A sample's key by its number in the dataset. */
export const numberedKey = (number: number, maxCount: number): string =>
  `sample_${String(number).padStart(String(maxCount).length, '0')}`
