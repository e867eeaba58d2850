import { channel } from 'node:diagnostics_channel'
import { emitWarning } from 'node:process'
import type { DiagnosticsChannels } from '../diagnostics/channels.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'

const unread = channel('ais:unread')

/** Frames of a stack that leave room for the caller's below ours. */
const stackFrames = 40

/** Where an answer is being opened. */
const openedAt = (): string | undefined => {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = stackFrames
  const { stack } = new Error('opened here')
  Error.stackTraceLimit = before
  return stack
}

let isWarned = false

/** Frees a forgotten answer and tells of it; where it was opened is looked at now, and only if somebody listens. */
export const whenForgotten = (context: ErrorContext, free: () => void): (() => void) => {
  const stack = unread.hasSubscribers ? openedAt() : undefined
  return () => {
    free()
    const { operation, subject, node = '', requestId = '', attempt = 1 } = context
    const event: DiagnosticsChannels['ais:unread'] = {
      operation,
      ...(subject === undefined ? {} : { subject }),
      requestId,
      attempt,
      node,
      ...(stack === undefined ? {} : { stack }),
    }
    unread.publish(event)
    // Once is enough to send somebody looking; the channel tells of each.
    if (isWarned) return
    isWarned = true
    emitWarning(
      `${callName(context)}: the answer was forgotten before it was read to its end, and kept its connection until now; read it, end the iteration, or call discard(); the diagnostics channel ais:unread tells of each and where it was opened`,
      { type: 'AISWarning', code: 'AIS_UNREAD' },
    )
  }
}
