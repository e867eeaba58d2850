import { invalidInput, isAisError } from '@ais/core'

/** Where content is written to: a web stream, a Node stream, an open file, or anything with such a `write`. */
export type ContentWriter = WritableStream<Uint8Array> | { write(chunk: Uint8Array): unknown }

interface NodeWritable {
  on(event: 'error', listener: (error: unknown) => void): unknown
  off(event: 'error', listener: (error: unknown) => void): unknown
  write(chunk: Uint8Array, done: (error?: unknown) => void): unknown
  readonly writableEnded: boolean
}

// An open file has events too, but takes no callback.
const isNodeWritable = (writer: object): writer is NodeWritable =>
  typeof (writer as Partial<NodeWritable>).writableEnded === 'boolean' && 'on' in writer && 'off' in writer

type WriteChunk = (chunk: Uint8Array) => Promise<void>

interface OpenWriter {
  readonly write: WriteChunk
  readonly release: () => void
}

const nodeWriter = (writer: NodeWritable): OpenWriter => {
  let fail = (_error: unknown): void => {}
  // Without a listener an error would end the process; a stream that breaks need not call back.
  const onError = (error: unknown): void => fail(error)
  writer.on('error', onError)
  return {
    write: (chunk) =>
      new Promise((resolve, reject) => {
        fail = (error) => reject(error instanceof Error ? error : new Error('failed'))
        // The callback comes once the chunk is taken, which is also the back-pressure.
        writer.write(chunk, (error) => (error === undefined || error === null ? resolve() : fail(error)))
      }),
    release: () => void writer.off('error', onError),
  }
}

const webWriter = (stream: WritableStream<Uint8Array>): OpenWriter => {
  const writer = stream.getWriter()
  return {
    write: async (chunk) => {
      await writer.ready
      await writer.write(chunk)
    },
    release: () => writer.releaseLock(),
  }
}

const plainWrite =
  (writer: { write(chunk: Uint8Array): unknown }): WriteChunk =>
  async (chunk) => {
    let rest = chunk
    while (rest.length > 0) {
      const result: unknown = await writer.write(rest)
      const written = (result as { bytesWritten?: unknown } | null | undefined)?.bytesWritten
      // An open file may take a part only; everything else takes all.
      if (typeof written !== 'number' || written <= 0) return
      rest = rest.subarray(written)
    }
  }

const openWriter = (writer: ContentWriter): OpenWriter => {
  if ('getWriter' in writer) return webWriter(writer)
  return isNodeWritable(writer) ? nodeWriter(writer) : { write: plainWrite(writer), release: () => {} }
}

/**
 * Writes content to a writer, which the caller closes.
 * @throws InvalidInputError when the writer fails; whatever the content throws
 */
export const writeContent = async (
  operation: string,
  content: AsyncIterable<Uint8Array>,
  writer: ContentWriter,
): Promise<void> => {
  const failed = (error: unknown): never => {
    if (isAisError(error)) throw error
    throw invalidInput(operation, 'writer', `failed: ${error instanceof Error ? error.message : String(error)}`)
  }
  let open: OpenWriter
  try {
    open = openWriter(writer)
  } catch (error) {
    return failed(error)
  }
  try {
    for await (const piece of content) await open.write(piece).catch(failed)
  } finally {
    open.release()
  }
}
