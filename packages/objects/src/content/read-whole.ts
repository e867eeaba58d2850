import { callName, collectBytes, NotSupportedError, type ErrorContext } from '@ais/core'

const allocate = (sizeBytes: number, context: ErrorContext): Uint8Array => {
  try {
    return new Uint8Array(sizeBytes)
  } catch (cause) {
    throw new NotSupportedError(
      `${callName(context)}: ${sizeBytes} bytes do not fit into memory at once; iterate over the content, or write it to a file`,
      context,
      cause,
    )
  }
}

/** Reads content into memory; one of known size straight to its place, so that it is never held twice. */
export const readWhole = async (
  content: { readonly body: AsyncGenerator<Uint8Array>; readonly sizeBytes: number | undefined; discard(): void },
  context: ErrorContext,
): Promise<Uint8Array> => {
  const { body, sizeBytes } = content
  if (sizeBytes === undefined) {
    const bytes = await collectBytes(body)
    // Node's Buffer is a Uint8Array that behaves differently: which one comes must not hang on how the server sends.
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  let whole: Uint8Array
  try {
    whole = allocate(sizeBytes, context)
  } catch (error) {
    content.discard()
    throw error
  }
  let position = 0
  for await (const piece of body) {
    whole.set(piece, position)
    position += piece.length
  }
  return position === sizeBytes ? whole : whole.subarray(0, position)
}
