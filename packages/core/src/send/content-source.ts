import type { AisError } from '../errors/ais-error.js'
import { isAisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { InvalidInputError } from '../errors/invalid-input-error.js'
import type { OperationBody } from '../operation.js'

/** Content of one attempt, and what has become of it. */
export interface ContentSource {
  /** What the transport sends: bytes, or a stream that is counted and held to its stated length. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
  readonly sizeBytes: number | undefined
  /** Content was opened, and cannot be opened again. */
  readonly spent: () => boolean
  /** What is wrong with the content itself; it decides over what the server answered. */
  readonly problem: () => AisError | undefined
}

type Content = Extract<OperationBody, { kind: 'bytes' | 'stream' }>
type StreamContent = Extract<Content, { kind: 'stream' }>

const openStream = (content: StreamContent, context: ErrorContext): ContentSource => {
  let opened = false
  let problem: AisError | undefined
  const wrong = (reason: string, cause?: unknown): AisError => new InvalidInputError('body', reason, context, cause)
  const { open, sizeBytes } = content
  /**
   * Gives the pieces of the stream and holds it to its stated length. The piece that completes the length waits until the
   * source has ended: once the server has all it was promised it answers, and a source that had more would go unnoticed.
   */
  const guarded = async function* (): AsyncGenerator<Uint8Array> {
    opened = true
    try {
      let sent = 0
      let last: Uint8Array | undefined
      for await (const piece of open()) {
        if (!ArrayBuffer.isView(piece)) throw wrong(`gives ${typeof piece} where Uint8Array is expected`)
        if (piece.length === 0) continue
        sent += piece.length
        if (sizeBytes !== undefined && sent > sizeBytes)
          throw wrong(`has more than the ${sizeBytes} bytes of sizeBytes`)
        if (sent === sizeBytes) last = piece
        else yield piece
      }
      if (sizeBytes !== undefined && sent < sizeBytes) throw wrong(`ended at ${sent} of ${sizeBytes} bytes`)
      if (last !== undefined) yield last
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      problem = isAisError(error) ? error : wrong(`could not be read while it was sent: ${said}`, error)
      throw problem
    }
  }
  return {
    body: { [Symbol.asyncIterator]: guarded },
    sizeBytes,
    spent: () => opened && !content.replayable,
    problem: () => problem,
  }
}

/** Opens the content of a body for one attempt. */
export const openContent = (content: Content, context: ErrorContext): ContentSource =>
  content.kind === 'stream'
    ? openStream(content, context)
    : {
        body: content.bytes,
        sizeBytes: content.bytes.length,
        spent: () => false,
        problem: () => undefined,
      }
