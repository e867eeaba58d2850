import {
  checkObjectName,
  forEachAdaptively,
  InvalidInputError,
  LocalFileError,
  untilAborted,
  type AisError,
  type BucketRef,
  type CallOptions,
  type Connection,
} from '@ais/core'
import { putFile } from '@ais/objects'
import { platform } from '#platform'
import { nameGlob } from '../names/name-glob.js'
import type { FoundFile, RefusedFile } from '../platform/platform.js'
import { concurrencyProblem, defaultConcurrency, isOfOneFile, unitsOf } from './many-files.js'

const operation = 'buckets.putFiles'

/** What became of one file. */
export interface PutFileResult {
  /** Path of the file. */
  readonly path: string
  /** Name of the object. */
  readonly name: string
  /** Size of the file; 0 where it could not be read. */
  readonly sizeBytes: number
  /** `planned` in a dry run. */
  readonly status: 'stored' | 'planned' | 'failed'
  /** Why it failed. */
  readonly error?: AisError
}

/** How far an upload of files has come; told after every file. */
export interface PutFilesProgress {
  /** The file that is done. */
  readonly file: PutFileResult
  /** Files that are done, failed ones too. */
  readonly doneCount: number
  /** Files there are; known before the first is sent. */
  readonly totalCount: number
  /** Bytes of the files that are done. */
  readonly doneBytes: number
  /** Bytes of all files. */
  readonly totalBytes: number
}

/** Options of {@link putFiles}. */
export interface PutFilesOptions extends CallOptions {
  /** Only files whose own name starts with this. @defaultValue '': all */
  readonly prefixFilter?: string
  /**
   * Only files whose own name matches this glob: `*` any run of characters, `?` one, `[a-z]` and `[!a-z]` one of a set, `{a,b}` alternatives.
   * Up to 1,000 characters and 1,000 alternatives. @defaultValue '*'
   */
  readonly pattern?: string
  /** Name objects after the file alone, without its folders. @defaultValue false */
  readonly basename?: boolean
  /** Put before every object's name, as it is. @defaultValue '' */
  readonly prepend?: string
  /** Go into subfolders. @defaultValue false */
  readonly recursive?: boolean
  /** Say what would be stored, and store nothing. @defaultValue false */
  readonly dryRun?: boolean
  /** Most files sent at a time, 1 to 256: how many it is follows what the cluster can take. @defaultValue 32 */
  readonly concurrency?: number
  /** Called after every file. @defaultValue none */
  readonly onProgress?: (progress: PutFilesProgress) => void
}

/** What became of all files, in the order of their names. */
export interface PutFilesResult {
  /** What became of each. */
  readonly files: readonly PutFileResult[]
  /** Names of the objects that were stored, or would be. */
  readonly names: readonly string[]
}

const nameOf = (relativePath: string, { basename = false, prepend = '' }: PutFilesOptions): string =>
  prepend + (basename ? (relativePath.split('/').at(-1) ?? '') : relativePath)

const failed = (found: FoundFile | RefusedFile, name: string, error: AisError): PutFileResult => ({
  path: found.path,
  name,
  sizeBytes: 'sizeBytes' in found ? found.sizeBytes : 0,
  status: 'failed',
  error,
})

/** What is known of a file before anything is sent. */
const plan = (found: FoundFile | RefusedFile, names: Set<string>, options: PutFilesOptions): PutFileResult => {
  const name = nameOf(found.relativePath, options)
  if ('reason' in found)
    return failed(
      found,
      name,
      new LocalFileError(found.path, `${operation}: ${found.path} ${found.reason}; not sent`, { operation }),
    )
  const problem = checkObjectName(operation, name, `name of ${found.path}`)
  if (problem !== undefined) return failed(found, name, problem)
  if (names.has(name))
    return failed(found, name, new InvalidInputError('basename', `gives two files the name '${name}'`, { operation }))
  names.add(name)
  return { path: found.path, name, sizeBytes: found.sizeBytes, status: 'planned' }
}

const store = async (
  connection: Connection,
  bucket: BucketRef,
  planned: PutFileResult,
  options: PutFilesOptions,
): Promise<PutFileResult> => {
  try {
    await putFile(connection, { bucket, name: planned.name }, planned.path, options)
    return { ...planned, status: 'stored' }
  } catch (error) {
    if (!isOfOneFile(error, options.signal)) throw error
    return { ...planned, status: 'failed', error }
  }
}

/** The whole of {@link putFiles}, which may still be at the disk when its signal has fired. */
const putAll = async (
  connection: Connection,
  bucket: BucketRef,
  folder: string,
  options: PutFilesOptions,
): Promise<PutFilesResult> => {
  const { prefixFilter = '', pattern = '*' } = options
  const matches = nameGlob(operation, 'pattern', pattern)
  if (typeof matches !== 'function') throw matches
  const problem = concurrencyProblem(operation, options.concurrency)
  if (problem !== undefined) throw problem
  const isWanted = (relativePath: string): boolean => {
    const own = relativePath.split('/').at(-1) ?? ''
    return own.startsWith(prefixFilter) && matches(own)
  }
  const names = new Set<string>()
  const results: PutFileResult[] = []
  for await (const found of platform.walk(operation, folder, options.recursive ?? false)) {
    options.signal?.throwIfAborted()
    if (isWanted(found.relativePath)) results.push(plan(found, names, options))
  }

  const totalBytes = results.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  let [doneCount, doneBytes] = [0, 0]
  const finish = (index: number, file: PutFileResult): void => {
    results[index] = file
    doneCount += 1
    doneBytes += file.sizeBytes
    options.onProgress?.({ file, doneCount, totalCount: results.length, doneBytes, totalBytes })
  }
  await forEachAdaptively(results.entries(), options.concurrency ?? defaultConcurrency, async ([index, planned]) => {
    const isSent = planned.status === 'planned' && options.dryRun !== true
    const file = isSent ? await store(connection, bucket, planned, options) : planned
    finish(index, file)
    return { units: unitsOf(file.sizeBytes), error: file.error }
  })
  return { files: results, names: results.filter(({ status }) => status !== 'failed').map(({ name }) => name) }
}

/**
 * Stores the files of a folder as objects, several at a time. A file that fails does not stop the others: its result tells why.
 * @throws LocalFileError when there is no such folder, AbortedError when the signal fires
 */
export const putFiles = (
  connection: Connection,
  bucket: BucketRef,
  folder: string,
  options: PutFilesOptions = {},
): Promise<PutFilesResult> =>
  untilAborted(() => putAll(connection, bucket, folder, options), options.signal, { operation, subject: folder })
