import { InvalidInputError } from '../errors/invalid-input-error.js'
import { UnreachableError } from '../errors/unreachable-error.js'
import type { TransportResponse } from '../transport/transport.js'
import type { Method } from '../wire/route.js'
import { TransportFault } from '../transport/transport.js'
import { contentLengthOf } from '../wire/content-length.js'
import { describeFault, type FaultPlace } from './describe-fault.js'
import type { CallScope } from './call-scope.js'

/** An answer's content under the call's scope: errors are AisErrors, a short body is one, the end frees the scope. */
export interface AnswerBody {
  readonly body: AsyncIterable<Uint8Array>
  discard(): void
}

// A body that nobody reads or discards would keep its socket: freed when it is collected.
const forgotten = new FinalizationRegistry<() => void>((free) => free())

const statedLength = (response: TransportResponse, method: Method): number | undefined => {
  if (method === 'HEAD' || response.status === 204 || response.status === 304) return undefined
  return contentLengthOf(response.headers)
}

/** Wraps an answer's content. */
export const openAnswerBody = (
  response: TransportResponse,
  method: Method,
  place: FaultPlace,
  scope: CallScope,
): AnswerBody => {
  const expected = statedLength(response, method)
  let over = false
  let taken = false
  scope.retain()
  const finish = (): void => {
    if (over) return
    over = true
    forgotten.unregister(response)
    scope.release()
  }
  const discard = (): void => {
    taken = true
    if (!over) response.discard()
    finish()
  }
  const cut = (received: number, fault?: TransportFault): UnreachableError => {
    const { operation, subject, node = 'the server' } = place.context
    const what = subject === undefined ? operation : `${operation} ${subject}`
    const of = expected === undefined ? '' : ` of ${expected}`
    const why = fault === undefined ? '' : ` (${fault.message})`
    return new UnreachableError(`${what}: the answer of ${node} was cut after ${received}${of} bytes${why}`, place.context, fault)
  }
  const translate = (fault: unknown, received: number): unknown => {
    const ended = scope.ended(place.context)
    if (ended !== undefined || !(fault instanceof TransportFault)) return ended ?? fault
    return fault.kind === 'truncated' || fault.kind === 'reset' ? cut(received, fault) : describeFault(fault, place)
  }

  const read = async function* (): AsyncGenerator<Uint8Array> {
    if (taken)
      throw new InvalidInputError('body', 'was read or discarded already, and can be read once', place.context)
    taken = true
    let received = 0
    try {
      for await (const piece of response.body) {
        received += piece.length
        yield piece
      }
    } catch (fault) {
      throw translate(fault, received)
    } finally {
      discard()
    }
    const ended = scope.ended(place.context)
    if (ended !== undefined) throw ended
    if (expected !== undefined && received !== expected) throw cut(received)
  }
  const body = {
    [Symbol.asyncIterator]: () => {
      const pieces = read()
      if (taken) return pieces
      // From here on it is the iteration that must not be forgotten.
      forgotten.unregister(response)
      forgotten.register(pieces, discard, response)
      return pieces
    },
  }
  forgotten.register(body, discard, response)
  return { body, discard }
}
