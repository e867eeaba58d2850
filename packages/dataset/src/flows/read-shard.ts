import {
  bucketUri,
  checkInteger,
  collectBytes,
  DecodeError,
  type BucketHandle,
  type CallOptions,
  type ErrorContext,
} from '@ais/core'
import { openObject, type EtlSelection } from '@ais/objects'
import { readArchive, type ArchiveMember } from '@ais/archives'
import { Sample } from '../sample.js'
import { splitPath } from '../record/split-path.js'

const operation = 'dataset.read'

/** Most columns of a sample: without content they weigh nothing by `maxSampleBytes`, and yet are kept. */
const maxColumns = 65_536

/** Options of {@link readShard}. */
export interface ReadShardOptions extends CallOptions, EtlSelection {
  /** Largest sample that is read into memory, in bytes, 1 or more; a larger one is a DecodeError. @defaultValue 1073741824 */
  readonly maxSampleBytes?: number
}

const isMeta = (path: string): boolean => !path.includes('/') && path.startsWith('__') && path.endsWith('__')

/** Members that belong to samples, with the sample's key and the column. */
const columnsOf = async function* (
  members: AsyncIterable<ArchiveMember>,
): AsyncGenerator<readonly [string, string, ArchiveMember]> {
  for await (const member of members) {
    const split = member.isFile && !isMeta(member.path) ? splitPath(member.path) : undefined
    if (split !== undefined) yield [...split, member]
  }
}

const samplesOf = async function* (
  content: AsyncIterable<Uint8Array>,
  shard: string,
  maxSampleBytes: number,
  context: ErrorContext,
): AsyncGenerator<Sample> {
  let current: { readonly key: string; readonly columns: Map<string, Uint8Array>; sizeBytes: number } | undefined
  for await (const [key, column, member] of columnsOf(readArchive(content, '.tar', context))) {
    if (current?.key !== key) {
      if (current !== undefined) yield new Sample(current.key, shard, current.columns)
      current = { key, columns: new Map(), sizeBytes: 0 }
    }
    if (current.columns.has(column)) throw new DecodeError(member.path, 'is there twice', context)
    if (current.columns.size === maxColumns)
      throw new DecodeError(member.path, `makes the sample one of more than ${maxColumns} columns`, context)
    current.sizeBytes += member.sizeBytes
    if (current.sizeBytes > maxSampleBytes)
      throw new DecodeError(member.path, `makes the sample larger than maxSampleBytes (${maxSampleBytes})`, context)
    current.columns.set(column, await collectBytes(member.content()))
  }
  if (current !== undefined) yield new Sample(current.key, shard, current.columns)
}

/**
 * Reads a shard as samples while it arrives: neighbouring members whose paths are the same up to the first dot. Memory holds one sample;
 * a broken read goes on where it broke, and the shard is held to its checksum when it is read to its end.
 * @throws InvalidInputError, ApiError ObjectNotFound, BucketNotFound; DecodeError for what is no TAR, a column that is there twice, or a
 * sample that is too large or has more than 65,536 columns
 */
export const readShard = async function* (
  bucket: BucketHandle,
  name: string,
  options: ReadShardOptions = {},
): AsyncGenerator<Sample> {
  const { maxSampleBytes = 2 ** 30, ...read } = options
  const problem = checkInteger(operation, 'maxSampleBytes', maxSampleBytes, { min: 1 })
  if (problem !== undefined) throw problem
  const opened = await openObject(bucket.client, { bucket, name }, read)
  let isDone = false
  try {
    const context: ErrorContext = { operation, subject: `${bucketUri(bucket)}/${name}` }
    yield* samplesOf(opened.body, name, maxSampleBytes, context)
    isDone = true
  } finally {
    if (!isDone) opened.discard()
  }
}
