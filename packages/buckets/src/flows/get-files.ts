import { forEachAdaptively, type AisError, type BucketRef, type CallOptions, type Connection } from '@ais/core'
import { ObjectReader } from '@ais/objects'
import { platform } from '#platform'
import type { TargetFolder } from '../platform/platform.js'
import { listAllObjects } from './list-all-objects.js'
import { concurrencyProblem, defaultConcurrency, isOfOneFile, unitsOf } from './many-files.js'

const operation = 'buckets.getFiles'

/** What became of one object. */
export interface GetFileResult {
  /** Name of the object. */
  readonly name: string
  /** Path of its file; '' where its name cannot be one. */
  readonly path: string
  /** Size of the file; 0 where there is none. */
  readonly sizeBytes: number
  /** `planned` in a dry run. */
  readonly status: 'fetched' | 'planned' | 'failed'
  /** Why it failed. */
  readonly error?: AisError
}

/** How far a download of objects has come; told after every object. */
export interface GetFilesProgress {
  /** The object that is done. */
  readonly file: GetFileResult
  /** Objects that are done, failed ones too. */
  readonly doneCount: number
  /** Objects there are; known before the first is asked for. */
  readonly totalCount: number
}

/** Options of {@link getFiles}. */
export interface GetFilesOptions extends CallOptions {
  /** Only objects whose names start with this. @defaultValue '': all */
  readonly prefix?: string
  /** Fail for files that are there before, instead of replacing them. @defaultValue false */
  readonly exclusive?: boolean
  /** Say what would be written, and write nothing. @defaultValue false */
  readonly dryRun?: boolean
  /** Most objects read at a time, 1 to 256: how many it is follows what the cluster can take. @defaultValue 32 */
  readonly concurrency?: number
  /** Called after every object. @defaultValue none */
  readonly onProgress?: (progress: GetFilesProgress) => void
}

/** What became of all objects, in the order of their names. */
export interface GetFilesResult {
  /** What became of each. */
  readonly files: readonly GetFileResult[]
}

/** Names that a file system might take for the same; more than do, since those only wait for each other. */
const folded = (name: string): string => name.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD')

const groupsOf = (names: readonly string[]): Iterable<readonly (readonly [number, string])[]> =>
  Map.groupBy(names.entries(), ([, name]) => folded(name)).values()

/** Fetches one object to its file. */
const fetchFile = async (
  connection: Connection,
  bucket: BucketRef,
  name: string,
  target: TargetFolder,
  options: GetFilesOptions,
): Promise<GetFileResult> => {
  const { exclusive = false, dryRun = false, signal, timeoutMs } = options
  const call = { ...(signal === undefined ? {} : { signal }), ...(timeoutMs === undefined ? {} : { timeoutMs }) }
  let path = ''
  try {
    path = target.pathOf(name)
    if (dryRun) return { name, path, sizeBytes: 0, status: 'planned' }
    await target.place(name)
    const reader = new ObjectReader({ client: connection, object: { bucket, name }, options: call })
    const sizeBytes = await reader.toFile(path, { exclusive })
    await target.placed(name, path)
    return { name, path, sizeBytes, status: 'fetched' }
  } catch (error) {
    if (!isOfOneFile(error, signal)) throw error
    return { name, path, sizeBytes: 0, status: 'failed', error }
  }
}

/**
 * Reads the objects of a bucket into files of a folder, under their names, several at a time; folders below it are made. An object that
 * fails does not stop the others: its result tells why. Nothing is ever written outside of the folder: names that lead out of it or that
 * files cannot have, and symbolic links on the way, are failures; so is an object whose file another object of this call has already, where
 * names that differ by case are one. Each file is complete and checked before it takes its name.
 * @throws InvalidInputError; LocalFileError when there is no such folder; AbortedError when the signal fires; what listing throws;
 * NotSupportedError outside of Node
 */
export const getFiles = async (
  connection: Connection,
  bucket: BucketRef,
  folder: string,
  options: GetFilesOptions = {},
): Promise<GetFilesResult> => {
  const { prefix = '', concurrency = defaultConcurrency, signal, onProgress } = options
  const problem = concurrencyProblem(operation, concurrency)
  if (problem !== undefined) throw problem
  const target = await platform.openTarget(operation, folder)
  const names: string[] = []
  const listing = { prefix, ...(signal === undefined ? {} : { signal }) }
  for await (const { name } of listAllObjects(connection, bucket, listing)) names.push(name)

  const files: GetFileResult[] = []
  let doneCount = 0
  // One after the other where two may be one file: each looks first whether it is another's.
  await forEachAdaptively(groupsOf(names), concurrency, async (group) => {
    let units = 0
    let failure: AisError | undefined
    for (const [index, name] of group) {
      // oxlint-disable-next-line no-await-in-loop -- as said above
      const file = await fetchFile(connection, bucket, name, target, options)
      files[index] = file
      units += unitsOf(file.sizeBytes)
      failure ??= file.error
      doneCount += 1
      onProgress?.({ file, doneCount, totalCount: names.length })
    }
    return { units, error: failure }
  })
  return { files }
}
