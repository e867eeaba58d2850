import {
  AdaptiveLimit,
  checkInteger,
  firstProblem,
  invalidInput,
  type Connection,
  type ErrorContext,
  type InvalidInputError,
  type ObjectRef,
  type SendOptions,
} from '@ais/core'
import { parseChecksumType } from '@ais/core/wire'
import { closable, withChecksum } from '../content/exact-content.js'
import type { ObjectAttributes } from '../object-attributes.js'
import { getObject } from '../operations/get-object.js'
import { headObjectV2 } from '../operations/head-object-v2.js'
import { callFor } from './call-for.js'
import { openPart } from './open-part.js'
import { openObject, type ObjectContent, type ReadObjectOptions } from './read-object.js'

/** Options of {@link openParallel}. */
export interface ParallelReadOptions {
  /**
   * Most ranges that are read at the same time, 1 or more, and parts in memory: how many it is follows what the cluster can give.
   * @defaultValue off: one GET
   */
  readonly numWorkers?: number
  /** Size of a range in bytes, 1 or more. @defaultValue the object's chunks, or 8388608 */
  readonly partSizeBytes?: number
}

const defaultPartSizeBytes = 8 * 1024 * 1024

const checkOptions = (
  operation: string,
  options: ReadObjectOptions & ParallelReadOptions,
): InvalidInputError | undefined => {
  const { byteRange, lengthBytes, archiveConfig, blobDownloadConfig, etlName, etl } = options
  const parts = { byteRange, lengthBytes, archiveConfig, blobDownloadConfig, etlName, etl }
  const other = Object.entries(parts).find(([, value]) => value !== undefined)?.[0]
  return firstProblem(
    checkInteger(operation, 'numWorkers', options.numWorkers, { min: 1, max: 256 }),
    checkInteger(operation, 'partSizeBytes', options.partSizeBytes, { min: 1, max: 2 ** 30 }),
    other === undefined ? undefined : invalidInput(operation, 'numWorkers', `cannot be combined with ${other}`),
  )
}

interface Plan {
  readonly connection: Connection
  readonly object: ObjectRef
  readonly options: ReadObjectOptions & ParallelReadOptions
  /** Options of each call: the time limit is one for all parts. */
  readonly call: () => SendOptions
  readonly context: ErrorContext
  readonly whole: ObjectAttributes
  readonly startBytes: number
  readonly partSizeBytes: number
}

/** Reads a part as it comes: its pieces stay what they are, since to join them would cost as much as to hash them. */
const readPart = async (plan: Plan, offsetBytes: number, signal: AbortSignal): Promise<readonly Uint8Array[]> => {
  const { connection, object, whole, context, partSizeBytes } = plan
  const { numWorkers: _workers, partSizeBytes: _size, ...options } = plan.options
  const lengthBytes = Math.min(partSizeBytes, whole.size - offsetBytes)
  const range = { ...options, ...plan.call(), offsetBytes, lengthBytes, signal }
  const { body } = await openPart({ connection, object, whole, context }, range)
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return pieces
}

/** Reads parts ahead, as many at a time as does good and at most `numWorkers`, and yields them in order. */
const inOrder = async function* (plan: Plan, until: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const ended = new AbortController()
  const signal = until === undefined ? ended.signal : AbortSignal.any([until, ended.signal])
  const { numWorkers = 1 } = plan.options
  const limit = new AdaptiveLimit(numWorkers, performance.now())
  const ahead: Promise<readonly Uint8Array[]>[] = []
  let next = plan.startBytes
  const readMeasured = async (offsetBytes: number): Promise<readonly Uint8Array[]> => {
    const startedMs = performance.now()
    const pieces = await readPart(plan, offsetBytes, signal)
    const nowMs = performance.now()
    limit.ended({ units: 1, latencyMs: nowMs - startedMs, isOverload: false }, nowMs)
    return pieces
  }
  const readAhead = (): void => {
    while (ahead.length < limit.limit && next < plan.whole.size) {
      const part = readMeasured(next)
      // Whoever awaits it hears of the failure; one that nobody awaits any more must not be an unhandled one.
      part.catch(() => undefined)
      ahead.push(part)
      next += plan.partSizeBytes
    }
  }
  try {
    readAhead()
    for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
      const pieces = await part
      readAhead()
      yield* pieces
    }
  } finally {
    ended.abort()
  }
}

/**
 * Opens an object for a read by ranges that are fetched at the same time and given in order, all of one version; whole objects are held to the server's checksum.
 * @throws InvalidInputError (with another range, an archive, an ETL), ApiError ObjectNotFound, ObjectChangedError; while reading also ChecksumError
 */
export const openParallel = async (
  connection: Connection,
  object: ObjectRef,
  options: ReadObjectOptions & ParallelReadOptions,
): Promise<ObjectContent> => {
  const { signal, ending, offsetBytes: startBytes = 0 } = options
  const { name: operation, problem: place, subject } = getObject(object)
  const problem = place ?? checkOptions(operation, options)
  const call = callFor(options)
  const head = headObjectV2(object, ['size', 'version', 'checksum', 'chunked'])
  const whole = await connection.send(problem === undefined ? head : { ...head, problem }, call())
  // A position beyond the end is the server's to refuse.
  if (startBytes > whole.size) {
    const { numWorkers: _workers, partSizeBytes: _size, ...single } = options
    return openObject(connection, object, { ...single, ...call() })
  }
  const context: ErrorContext = { operation, ...(subject === undefined ? {} : { subject }) }
  const chunkBytes = whole.chunks?.maxChunkSize ?? 0
  const partSizeBytes = options.partSizeBytes ?? (chunkBytes > 0 ? chunkBytes : defaultPartSizeBytes)
  const ended = new AbortController()
  const until = AbortSignal.any([ended.signal, signal, ending?.signal].filter((one) => one !== undefined))
  const parts = inOrder({ connection, object, options, call, context, whole, startBytes, partSizeBytes }, until)
  const type = parseChecksumType(whole.checksumType)
  const isVerified = type !== undefined && whole.checksumValue !== '' && startBytes === 0
  const discard = (): void => {
    ended.abort()
  }
  return {
    attributes: whole,
    isVerified,
    sizeBytes: whole.size - startBytes,
    body: closable(
      isVerified ? withChecksum(parts, { type, value: whole.checksumValue.toLowerCase() }, context) : parts,
      discard,
    ),
    discard,
  }
}
