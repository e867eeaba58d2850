import { callName, AbortedError, type ErrorContext } from '@ais/core'
import type { ContentPart } from './in-parts.js'

/** Parts that several callers take in turn. */
export interface PartSource {
  /** The next part; `undefined` at the end. @throws AbortedError as soon as the signal fires, also while the content stalls */
  next(): Promise<ContentPart | undefined>
  /** Frees what the content holds; does not wait for content that stalls. */
  close(): Promise<void>
}

/** Makes parts into a source whose waiting a signal ends, which for the content's own iterator it does not. */
export const partSource = (
  parts: AsyncGenerator<ContentPart>,
  signal: AbortSignal | undefined,
  context: ErrorContext,
): PartSource => {
  let awaited = 0
  const aborted = (): AbortedError =>
    new AbortedError(
      `${callName(context)}: ended by its signal while its content was read; start it again if it is still wanted`,
      context,
      signal?.reason,
    )
  const next = async (): Promise<ContentPart | undefined> => {
    if (signal?.aborted === true) throw aborted()
    let fail = (_error: AbortedError): void => undefined
    const ended = new Promise<never>((_resolve, reject) => {
      fail = reject
    })
    const end = (): void => {
      fail(aborted())
    }
    signal?.addEventListener('abort', end)
    awaited += 1
    const step = parts.next().finally(() => {
      awaited -= 1
    })
    try {
      const part = await Promise.race([step, ended])
      return part.done === true ? undefined : part.value
    } finally {
      signal?.removeEventListener('abort', end)
    }
  }
  const close = async (): Promise<void> => {
    const isStalled = awaited > 0
    // The content's own failure was thrown by `next`, or came after what ended the upload.
    const closed = parts.return(undefined).catch(() => undefined)
    if (!isStalled) await closed
  }
  return { next, close }
}
