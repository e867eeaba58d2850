import {
  callName,
  checkInteger,
  firstProblem,
  invalidInput,
  isAisError,
  objectUname,
  remainingCall,
  UnreachableError,
  untilAborted,
  type Connection,
  type ErrorContext,
  type InvalidInputError,
  type ObjectRef,
} from '@ais/core'
import { parseChecksumType } from '@ais/core/wire'
import { platform } from '#platform'
import { withChecksum } from '../content/exact-content.js'
import type { ObjectAttributes } from '../object-attributes.js'
import { getObject } from '../operations/get-object.js'
import { headObjectV2 } from '../operations/head-object-v2.js'
import type { PartialFile } from '../platform/platform.js'
import { callOf } from './call-for.js'
import { openPart, type PinnedObject } from './open-part.js'
import type { ReadObjectOptions } from './read-object.js'
import type { ParallelReadOptions } from './read-parallel.js'

/** How {@link downloadObject} treats the file. */
export interface DownloadOptions {
  /** Fail when there is a file of that name, instead of replacing it. @defaultValue false */
  readonly exclusive?: boolean
}

const defaultPartSizeBytes = 8 * 1024 * 1024

const checkOptions = (
  operation: string,
  options: ReadObjectOptions & ParallelReadOptions,
): InvalidInputError | undefined => {
  const { offsetBytes, byteRange, lengthBytes, archiveConfig, blobDownloadConfig, etlName, etl } = options
  const parts = { offsetBytes, byteRange, lengthBytes, archiveConfig, blobDownloadConfig, etlName, etl }
  const other = Object.entries(parts).find(([, value]) => value !== undefined)?.[0]
  return firstProblem(
    checkInteger(operation, 'numWorkers', options.numWorkers, { min: 1, max: 256 }),
    checkInteger(operation, 'partSizeBytes', options.partSizeBytes, { min: 1, max: 2 ** 30 }),
    other === undefined ? undefined : invalidInput(operation, 'resume', `cannot be combined with ${other}`),
  )
}

/** What a later call must find again to go on; where AIStore tells neither version nor checksum, no other call can. */
const identityOf = (connection: Connection, object: ObjectRef, whole: ObjectAttributes): string =>
  whole.objVersion === '' && whole.checksumValue === ''
    ? `${Date.now()} ${Math.random()}`
    : [connection.endpoint, objectUname(object), whole.objVersion, whole.checksumType, whole.checksumValue].join(' ')

/** Parts that follow each other, `end` not among them. */
interface Run {
  readonly start: number
  readonly end: number
}

/** What is missing: for one worker in runs as long as they can be, for several part by part. */
const missingRuns = ({ doneParts }: PartialFile, partCount: number, isAlone: boolean): Run[] => {
  const runs: Run[] = []
  for (let part = 0; part < partCount; part += 1) {
    if (doneParts.has(part)) continue
    const last = runs.at(-1)
    if (isAlone && last?.end === part) runs[runs.length - 1] = { start: last.start, end: part + 1 }
    else runs.push({ start: part, end: part + 1 })
  }
  return runs
}

interface Downloading extends PinnedObject {
  readonly file: PartialFile
  readonly options: ReadObjectOptions
  readonly startedMs: number
}

const fetchRun = async (download: Downloading, run: Run, signal: AbortSignal): Promise<void> => {
  const { file, whole, context, options } = download
  const { partSizeBytes } = file
  const start = run.start * partSizeBytes
  const end = Math.min(whole.size, run.end * partSizeBytes)
  const left = remainingCall(context.operation, callOf(options), download.startedMs)
  const range = { ...options, ...left, offsetBytes: start, lengthBytes: end - start, signal }
  let position = start
  let part = run.start
  for await (const piece of (await openPart(download, range)).body) {
    await file.write(piece, position)
    position += piece.length
    for (; part < run.end && position >= Math.min(end, (part + 1) * partSizeBytes); part += 1) await file.partDone(part)
  }
}

/** Reads back what is on the disk: also what an earlier process wrote there must be right. */
const verify = async ({ file, whole, context, options }: Downloading): Promise<void> => {
  const type = parseChecksumType(whole.checksumType)
  const stored = file.read()
  let sizeBytes = 0
  for await (const piece of type === undefined || whole.checksumValue === ''
    ? stored
    : withChecksum(stored, { type, value: whole.checksumValue.toLowerCase() }, context)) {
    options.signal?.throwIfAborted()
    sizeBytes += piece.length
  }
  if (sizeBytes !== whole.size)
    throw new UnreachableError(
      `${callName(context)}: ${sizeBytes} of ${whole.size} bytes are on the disk; read it again`,
      context,
    )
}

/** Failures after which what was fetched is worth nothing. */
const isWorthless = (error: unknown): boolean =>
  isAisError(error) &&
  (error._tag === 'Checksum' ||
    error._tag === 'ObjectChanged' ||
    (error._tag === 'LocalFile' && error.code === 'EEXIST'))

const fetchAll = async (download: Downloading, numWorkers: number): Promise<void> => {
  const { file, whole, options } = download
  const runs = missingRuns(file, Math.ceil(whole.size / file.partSizeBytes), numWorkers === 1)
  const failed = new AbortController()
  const signal = options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal])
  const work = async (): Promise<void> => {
    for (let run = runs.shift(); run !== undefined; run = runs.shift()) await fetchRun(download, run, signal)
  }
  const workers = Array.from({ length: Math.min(numWorkers, runs.length) }, work)
  try {
    await Promise.all(workers)
  } catch (error) {
    failed.abort()
    await Promise.allSettled(workers)
    throw error
  }
}

const download = async (
  connection: Connection,
  object: ObjectRef,
  path: string,
  options: DownloadOptions & ReadObjectOptions & ParallelReadOptions,
): Promise<number> => {
  const { exclusive = false, numWorkers = 1, partSizeBytes: chosen, ...read } = options
  const { signal } = read
  const { name: operation, problem: place, subject } = getObject(object)
  const problem = place ?? checkOptions(operation, options)
  const context: ErrorContext = { operation, ...(subject === undefined ? {} : { subject }) }
  const startedMs = performance.now()
  const head = headObjectV2(object, ['size', 'version', 'checksum', 'chunked'])
  const whole = await connection.send(problem === undefined ? head : { ...head, problem }, callOf(read))
  const chunkBytes = whole.chunks?.maxChunkSize ?? 0
  const pin = {
    identity: identityOf(connection, object, whole),
    sizeBytes: whole.size,
    partSizeBytes: chosen ?? (chunkBytes > 0 ? chunkBytes : defaultPartSizeBytes),
  }
  const file = await platform.openPartial(operation, path, pin, exclusive)
  const downloading = { connection, object, whole, context, file, options: read, startedMs }
  try {
    await fetchAll(downloading, numWorkers)
    await verify(downloading)
    await file.finish(signal)
    return whole.size
  } catch (error) {
    await (isWorthless(error) ? file.discard() : file.keep())
    throw error
  }
}

/**
 * Downloads an object to a file so that a later call goes on where this one failed or was killed, if the object is still of the same
 * version and checksum. What is on the disk is read back and held to the checksum before it takes the file's name. Gives the size.
 * @throws InvalidInputError (with a range, an archive, an ETL), LocalFileError (also while another process downloads to the same file),
 * ApiError ObjectNotFound, ChecksumError, ObjectChangedError; NotSupportedError outside of Node
 */
export const downloadObject = (
  connection: Connection,
  object: ObjectRef,
  path: string,
  options: DownloadOptions & ReadObjectOptions & ParallelReadOptions = {},
): Promise<number> => {
  const { name: operation, subject } = getObject(object)
  const context: ErrorContext = { operation, ...(subject === undefined ? {} : { subject }) }
  const leave = (work: Promise<number>): void => platform.leave(path, work)
  return untilAborted(() => download(connection, object, path, options), options.signal, context, leave)
}
