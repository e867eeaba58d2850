import { AbortedError } from '../errors/aborted-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'

/**
 * Waits for work that has to do with this machine's disk or processor, but not longer than until the signal fires: what a disk takes to
 * sync is nothing that an ended call may wait for. The work then goes on to its own end, which tidies up, and whose failure nobody hears;
 * `onLeft` is given it.
 * @throws AbortedError as soon as the signal fires
 */
export const untilAborted = <A>(
  work: () => Promise<A>,
  signal: AbortSignal | undefined,
  context: ErrorContext,
  onLeft?: (work: Promise<A>) => void,
): Promise<A> => {
  if (signal === undefined) return work()
  return new Promise<A>((resolve, reject) => {
    const aborted = (): AbortedError =>
      new AbortedError(`${callName(context)}: ended by the caller's signal`, context, signal.reason)
    if (signal.aborted) return reject(aborted())
    const working = work()
    const end = (): void => {
      reject(aborted())
      onLeft?.(working)
    }
    const done = (): void => signal.removeEventListener('abort', end)
    signal.addEventListener('abort', end)
    working.then(resolve, reject).then(done, done)
  })
}
