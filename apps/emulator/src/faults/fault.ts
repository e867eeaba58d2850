import type { EmulatedNode } from '../topology/node.js'

/** Which requests a fault befalls; what is left out is not looked at. */
export interface FaultedRequests {
  /**
   * Start of `METHOD path`, as in `GET /v1/objects/photos/`; a method or a path alone will do; or an expression that is held against
   * `METHOD path?query`.
   * @defaultValue any
   */
  readonly route?: string | RegExp
  /** `proxy`, `target`, or the id or URL of a node. @defaultValue any */
  readonly node?: string
  /** How many of them pass unharmed before the first, 0 or more. @defaultValue 0 */
  readonly skipCount?: number
  /** How many of them it befalls, 1 or more. @defaultValue all, until it is removed */
  readonly count?: number
  /** How likely it befalls one of them, from 0 to 1. @defaultValue 1 */
  readonly probability?: number
  /** Where the dice of `probability` and of a random `corrupt` begin; the same seed gives the same run. @defaultValue 1 */
  readonly seed?: number
}

/** What befalls a request. One of these, and a delay before it if wanted; a delay alone lets it go on unharmed. */
export interface FaultEffect {
  /** Waits before the request is looked at, in milliseconds, 0 or more. @defaultValue 0 */
  readonly delayMs?: number
  /** Breaks the connection: before the `request` was looked at, or instead of the `answer`, when all is done. @defaultValue off */
  readonly drop?: 'request' | 'answer'
  /** Breaks the connection after so many bytes of the answer's content, 0 or more. @defaultValue off */
  readonly cutAtBytes?: number
  /** Sends nothing more after so many bytes of the answer's content, 0 or more, and leaves the connection open. @defaultValue off */
  readonly stallAtBytes?: number
  /** Changes one bit of the answer's content: of the byte at this position, from 0, or of one anywhere. @defaultValue off */
  readonly corrupt?: number | 'anywhere'
  /** Answers with this status, 400 to 599, and does nothing. @defaultValue off */
  readonly status?: number
  /** Message of the error that `status` gives. @defaultValue 'fault' */
  readonly message?: string
  /** Headers of the answer that `status` gives, such as `Retry-After`. @defaultValue none */
  readonly headers?: Readonly<Record<string, string>>
}

/** A fault for {@link Faults.add}. */
export interface Fault extends FaultedRequests, FaultEffect {}

const effects = ['drop', 'cutAtBytes', 'stallAtBytes', 'corrupt', 'status'] as const

const checkNumber = (name: string, value: unknown, min: number, max: number, isWhole = true): void => {
  if (value === undefined) return
  if (typeof value === 'number' && value >= min && value <= max && (!isWhole || Number.isInteger(value))) return
  throw new RangeError(
    `a fault's ${name} must be ${isWhole ? 'a whole number ' : ''}from ${min} to ${max}, got ${String(value)}`,
  )
}

/** @throws RangeError for a fault that could not happen */
export const checkFault = (fault: Fault): void => {
  const chosen = effects.filter((effect) => fault[effect] !== undefined)
  if (chosen.length > 1) throw new RangeError(`a fault has one effect, got ${chosen.join(' and ')}`)
  if (chosen.length === 0 && fault.delayMs === undefined)
    throw new RangeError(`a fault needs an effect: delayMs, ${effects.join(', ')}`)
  if (fault.drop !== undefined && fault.drop !== 'request' && fault.drop !== 'answer')
    throw new RangeError(`a fault's drop must be 'request' or 'answer', got ${String(fault.drop)}`)
  checkNumber('delayMs', fault.delayMs, 0, 2 ** 31 - 1)
  checkNumber('cutAtBytes', fault.cutAtBytes, 0, Number.MAX_SAFE_INTEGER)
  checkNumber('stallAtBytes', fault.stallAtBytes, 0, Number.MAX_SAFE_INTEGER)
  if (fault.corrupt !== 'anywhere') checkNumber('corrupt', fault.corrupt, 0, Number.MAX_SAFE_INTEGER)
  checkNumber('status', fault.status, 400, 599)
  checkNumber('skipCount', fault.skipCount, 0, Number.MAX_SAFE_INTEGER)
  checkNumber('count', fault.count, 1, Number.MAX_SAFE_INTEGER)
  checkNumber('probability', fault.probability, 0, 1, false)
  checkNumber('seed', fault.seed, 0, 2 ** 32 - 1)
}

/** Tells whether a fault is meant for a request. */
export const isFor = ({ route, node }: FaultedRequests, method: string, url: string, at: EmulatedNode): boolean => {
  if (node !== undefined && ![at.kind, at.id, at.url].includes(node)) return false
  if (route === undefined) return true
  if (typeof route !== 'string') {
    // An expression with the flag `g` goes on where it stopped.
    route.lastIndex = 0
    return route.test(`${method} ${url}`)
  }
  return route.startsWith('/') ? url.startsWith(route) : `${method} ${url}`.startsWith(route)
}
