import {
  checkInteger,
  collectBytes,
  invalidInput,
  type AisError,
  type InvalidInputError,
  type OperationBody,
} from '@ais/core'
import { platform } from '#platform'

/** A local file by its path. */
export interface LocalFile {
  readonly path: string
}

/** A stream of bytes or text, of whatever kind the platform has. */
export type ContentStream =
  | AsyncIterable<Uint8Array | string>
  | Iterable<Uint8Array | string>
  | ReadableStream<Uint8Array>

/** What can be stored as an object; a function is called once per attempt, and so makes a stream replayable. */
export type Content = string | ArrayBufferView | ArrayBuffer | Blob | LocalFile | ContentStream | (() => ContentStream)

/** Content as the core sends it. */
export type ContentBody = Extract<OperationBody, { kind: 'bytes' | 'stream' }>

const encoder = new TextEncoder()

const isLocalFile = (content: object): content is LocalFile =>
  typeof (content as Partial<LocalFile>).path === 'string' && !(Symbol.asyncIterator in content)

const isIterable = (content: unknown): content is ContentStream =>
  typeof content === 'object' &&
  content !== null &&
  (Symbol.asyncIterator in content || Symbol.iterator in content || 'getReader' in content)

const webPieces = async function* (stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let isDone = false
  try {
    for (;;) {
      const next = await reader.read()
      if (next.done) break
      yield next.value
    }
    isDone = true
  } finally {
    if (!isDone) await reader.cancel()
    reader.releaseLock()
  }
}

/** A file of up to this size is read before it is sent: it can be sent again as it was, and its checksum goes along. */
const smallFileBytes = 256 * 1024

/** Tiny pieces are gathered, so that a writer of single bytes does not make a packet of each. */
const gatherBytes = 64 * 1024

const bytesOf = async function* (source: ContentStream): AsyncGenerator<Uint8Array> {
  const pieces = Symbol.asyncIterator in source || Symbol.iterator in source ? source : webPieces(source)
  let gathered = new Uint8Array(0)
  let used = 0
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece
    if (!(bytes instanceof Uint8Array))
      throw invalidInput('objects.put', 'content', `yields ${typeof piece} where Uint8Array or string is expected`)
    if (bytes.length >= gatherBytes / 4) {
      if (used > 0) yield gathered.slice(0, used)
      used = 0
      yield bytes
      continue
    }
    if (gathered.length === 0) gathered = new Uint8Array(gatherBytes)
    if (used + bytes.length > gatherBytes) {
      yield gathered.slice(0, used)
      used = 0
    }
    gathered.set(bytes, used)
    used += bytes.length
  }
  if (used > 0) yield gathered.slice(0, used)
}

/** Streams that were sent once: iterators do not tell that they have ended, and would be stored as nothing. */
const sent = new WeakSet<object>()

const isConsumed = (content: ContentStream): boolean =>
  sent.has(content) ||
  (content as Partial<ReadableStream>).locked === true ||
  (content as { destroyed?: boolean }).destroyed === true ||
  platform.isDisturbed(content)

/** Tells whether iterating again gives the same again. */
const isCollection = (content: ContentStream): boolean => Array.isArray(content) || content instanceof Set

const fixedBytes = (content: Content): Uint8Array | undefined => {
  if (typeof content === 'string') return encoder.encode(content)
  if (content instanceof Uint8Array) return content
  if (ArrayBuffer.isView(content)) return new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
  return content instanceof ArrayBuffer ? new Uint8Array(content) : undefined
}

const streamBody = (open: () => ContentStream, replayable: boolean, sizeBytes: number | undefined): ContentBody => ({
  kind: 'stream',
  open: () => bytesOf(open()),
  replayable,
  ...(sizeBytes === undefined ? {} : { sizeBytes }),
})

const lengthProblem = (operation: string, actual: number, stated: number | undefined): InvalidInputError | undefined =>
  stated === undefined || stated === actual
    ? undefined
    : invalidInput(operation, 'sizeBytes', `is ${stated}, but the content has ${actual} bytes`)

/** Holds what a function makes to be a stream that was not read before. */
const made = (operation: string, make: () => ContentStream) => (): ContentStream => {
  const content: unknown = make()
  if (!isIterable(content) || isConsumed(content))
    throw invalidInput(operation, 'content', 'is a function that does not make a new stream')
  return content
}

const checkSize = (operation: string, sizeBytes: number | undefined): void => {
  const problem = checkInteger(operation, 'sizeBytes', sizeBytes, { min: 0 })
  if (problem !== undefined) throw problem
}

/**
 * Makes content into a body: bytes in memory stay bytes; files and functions are opened anew per attempt; streams can be read once.
 * @throws InvalidInputError, LocalFileError
 */
export const contentBody = async (operation: string, content: Content, sizeBytes?: number): Promise<ContentBody> => {
  checkSize(operation, sizeBytes)
  const bytes = fixedBytes(content)
  if (bytes !== undefined) {
    const problem = lengthProblem(operation, bytes.length, sizeBytes)
    if (problem !== undefined) throw problem
    return { kind: 'bytes', bytes }
  }
  if (typeof content === 'function') return streamBody(made(operation, content), true, sizeBytes)
  if (content instanceof Blob) {
    const problem = lengthProblem(operation, content.size, sizeBytes)
    if (problem !== undefined) throw problem
    return streamBody(() => content.stream(), true, content.size)
  }
  if (typeof content === 'object' && content !== null) {
    if (isLocalFile(content)) {
      const file = await platform.openFile(operation, content.path)
      const problem: AisError | undefined = lengthProblem(operation, file.sizeBytes, sizeBytes)
      if (problem !== undefined) throw problem
      if (file.sizeBytes <= smallFileBytes) return { kind: 'bytes', bytes: await collectBytes(file.read()) }
      return { kind: 'stream', open: file.read, replayable: true, sizeBytes: file.sizeBytes }
    }
    if (isIterable(content)) {
      if (isCollection(content)) return streamBody(() => content, true, sizeBytes)
      if (isConsumed(content))
        throw invalidInput(
          operation,
          'content',
          'is a stream that was read, locked, sent or destroyed before; make a new one',
        )
      sent.add(content)
      return streamBody(() => content, false, sizeBytes)
    }
  }
  throw invalidInput(
    operation,
    'content',
    'must be text, bytes, a Blob, { path }, a stream, an iterable, or a function that makes one',
  )
}

/** The bytes of a body, once. */
export const bytesOfBody = (body: ContentBody): AsyncIterable<Uint8Array> =>
  body.kind === 'stream'
    ? body.open()
    : (async function* () {
        yield body.bytes
      })()
