import { platform } from '#platform'
import { AbortedError } from '../errors/aborted-error.js'
import { InvalidInputError } from '../errors/invalid-input-error.js'
import type { AisError } from '../errors/ais-error.js'
import { callName } from '../errors/call-name.js'
import { UnreachableError } from '../errors/unreachable-error.js'
import { TransportFault, type ArrivingBody, type TransportResponse } from '../transport/transport.js'
import type { Method } from '../wire/route.js'
import { contentLengthOf } from '../wire/content-length.js'
import { describeFault, type FaultPlace } from './describe-fault.js'
import type { CallScope } from './call-scope.js'

/** An answer's content under the call's scope: errors are AisErrors, a short body is one, the end frees the scope. */
export interface AnswerBody {
  readonly body: ArrivingBody
  discard(): void
}

// A body that nobody reads or discards would keep its socket: freed when it is collected.
const forgotten = new FinalizationRegistry<() => void>((free) => free())

const statedLength = (response: TransportResponse, method: Method): number | undefined => {
  if (method === 'HEAD' || response.status === 204 || response.status === 304) return undefined
  return contentLengthOf(response.headers)
}

/** An answer whose content is wrapped. */
export interface AnswerBodyInput {
  readonly response: TransportResponse
  /** Cuts the exchange at once. */
  readonly cut: () => void
  readonly method: Method
  readonly place: FaultPlace
  readonly scope: CallScope
}

const readTwice = ({ context }: FaultPlace): InvalidInputError =>
  new InvalidInputError('body', 'was read or discarded already, and can be read once', context)

const wrongLength = (
  place: FaultPlace,
  received: number,
  expected: number | undefined,
  fault?: TransportFault,
): UnreachableError => {
  const { node = 'the server' } = place.context
  const of = expected === undefined ? '' : ` of ${expected}`
  const why = fault === undefined ? '' : ` (${fault.message})`
  const how =
    expected !== undefined && received > expected
      ? `has ${received} bytes where ${expected} are announced`
      : `was cut after ${received}${of} bytes${why}`
  return new UnreachableError(`${callName(place.context)}: the answer of ${node} ${how}`, place.context, fault)
}

/** Content that is here already: nothing can happen to it any more, so it holds neither scope nor connection. */
class ArrivedBody implements ArrivingBody {
  readonly #whole: Uint8Array
  readonly #expected: number
  readonly #place: FaultPlace
  #isTaken = false

  constructor(whole: Uint8Array, expected: number | undefined, place: FaultPlace) {
    this.#whole = whole
    this.#expected = expected ?? whole.length
    this.#place = place
  }

  /** A wrong length is told to whoever reads piece by piece, and may take the reading up again. */
  takeWhole(): Uint8Array | undefined {
    if (this.#isTaken || this.#whole.length !== this.#expected) return undefined
    this.#isTaken = true
    return this.#whole
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.#isTaken) throw readTwice(this.#place)
    this.#isTaken = true
    if (this.#whole.length > 0) yield this.#whole
    if (this.#whole.length !== this.#expected) throw wrongLength(this.#place, this.#whole.length, this.#expected)
  }

  readonly discard = (): void => {
    this.#isTaken = true
  }
}

/** Wraps an answer's content. */
export const openAnswerBody = (input: AnswerBodyInput): AnswerBody => {
  const expected = statedLength(input.response, input.method)
  const whole = input.response.body.takeWhole?.()
  if (whole === undefined) return arrivingBody(input, expected)
  const body = new ArrivedBody(whole, expected, input.place)
  return { body, discard: body.discard }
}

const arrivingBody = ({ response, cut, place, scope }: AnswerBodyInput, expected: number | undefined): AnswerBody => {
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
    if (!over) {
      if (taken) cut()
      response.discard()
    }
    taken = true
    finish()
  }
  const forget = platform.whenForgotten(place.context, discard)
  /** Not a broken connection, which would be taken up again. */
  const discarded = (): AbortedError | undefined =>
    over
      ? new AbortedError(`${place.context.operation}: the answer was discarded while it was read`, place.context)
      : undefined
  const translate = (fault: unknown, received: number): unknown => {
    const ended = scope.ended(place.context) ?? discarded()
    if (ended !== undefined || !(fault instanceof TransportFault)) return ended ?? fault
    return fault.kind === 'truncated' || fault.kind === 'reset'
      ? wrongLength(place, received, expected, fault)
      : describeFault(fault, place)
  }

  const read = async function* (): AsyncGenerator<Uint8Array> {
    if (taken) throw readTwice(place)
    taken = true
    const pieces = response.body[Symbol.asyncIterator]()
    let received = 0
    let ended: AisError | undefined
    try {
      for (;;) {
        const next = await pieces.next()
        if (next.done === true) break
        received += next.value.length
        yield next.value
      }
      ended = scope.ended(place.context) ?? discarded()
      finish()
    } catch (fault) {
      throw translate(fault, received)
    } finally {
      // Before its end: the exchange is cut, and only then the transport asked to tidy up, which may wait for the server.
      discard()
      await pieces.return?.()
    }
    if (ended !== undefined) throw ended
    if (expected !== undefined && received !== expected) throw wrongLength(place, received, expected)
  }
  const body = {
    [Symbol.asyncIterator]: () => {
      const pieces = read()
      if (taken) return pieces
      // From here on it is the iteration that must not be forgotten.
      forgotten.unregister(response)
      forgotten.register(pieces, forget, response)
      return pieces
    },
  }
  forgotten.register(body, forget, response)
  return { body, discard }
}
