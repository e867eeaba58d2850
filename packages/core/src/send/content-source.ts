import { invalidInput } from '../checks/invalid-input.js'
import type { AisError } from '../errors/ais-error.js'
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

/** Opens the content of a body for one attempt. */
export const openContent = (operation: string, subject: string | undefined, content: Content): ContentSource => {
  if (content.kind === 'bytes')
    return {
      body: content.bytes,
      sizeBytes: content.bytes.length,
      spent: () => false,
      problem: () => undefined,
    }
  const { sizeBytes, replayable } = content
  let opened = false
  let problem: AisError | undefined
  const wrongLength = (actual: string): AisError => {
    problem = invalidInput(operation, 'body', `${actual} where sizeBytes says ${sizeBytes}`, subject)
    return problem
  }
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    opened = true
    let sent = 0
    for await (const piece of content.open()) {
      sent += piece.length
      if (sizeBytes !== undefined && sent > sizeBytes) throw wrongLength(`has more than ${sizeBytes} bytes`)
      if (piece.length > 0) yield piece
    }
    if (sizeBytes !== undefined && sent < sizeBytes) throw wrongLength(`ended after ${sent} bytes`)
  }
  return {
    body: { [Symbol.asyncIterator]: counted },
    sizeBytes,
    spent: () => opened && !replayable,
    problem: () => problem,
  }
}
