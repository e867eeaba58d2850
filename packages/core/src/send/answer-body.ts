import { UnreachableError } from '../errors/unreachable-error.js'
import type { TransportResponse } from '../transport/transport.js'
import type { Method } from '../wire/route.js'
import { TransportFault } from '../transport/transport.js'
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
  const encoding = response.headers.get('content-encoding')
  if (encoding !== undefined && encoding !== '' && encoding !== 'identity') return undefined
  const text = response.headers.get('content-length')
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
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
  const finish = (): void => {
    if (over) return
    over = true
    forgotten.unregister(response)
    scope.release()
  }
  const discard = (): void => {
    response.discard()
    finish()
  }
  const translate = (fault: unknown): unknown =>
    scope.ended(place.context) ?? (fault instanceof TransportFault ? describeFault(fault, place) : fault)

  const read = async function* (): AsyncGenerator<Uint8Array> {
    let received = 0
    try {
      for await (const piece of response.body) {
        received += piece.length
        yield piece
      }
    } catch (fault) {
      throw translate(fault)
    } finally {
      discard()
    }
    const ended = scope.ended(place.context)
    if (ended !== undefined) throw ended
    if (expected !== undefined && received !== expected)
      throw new UnreachableError(
        `${place.context.operation}: the answer of ${place.context.node ?? 'the server'} ended after ${received} of ${expected} bytes`,
        place.context,
      )
  }
  const body = {
    [Symbol.asyncIterator]: () => {
      // From here on it is the iteration that must not be forgotten.
      forgotten.unregister(response)
      const pieces = read()
      forgotten.register(pieces, discard, response)
      return pieces
    },
  }
  forgotten.register(body, discard, response)
  return { body, discard }
}
