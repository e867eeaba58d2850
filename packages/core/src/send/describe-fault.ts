import { isAisError, type AisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { callName } from '../errors/call-name.js'
import { InvalidInputError } from '../errors/invalid-input-error.js'
import { TimeoutError, type TimeoutPhase } from '../errors/timeout-error.js'
import { UnreachableError } from '../errors/unreachable-error.js'
import type { ExchangeTimeouts, TransportFault } from '../transport/transport.js'

/** Where an exchange went, for messages. */
export interface FaultPlace {
  readonly context: ErrorContext
  readonly timeouts: ExchangeTimeouts
  /** The proxy that redirected here; `undefined` at the endpoint itself. */
  readonly redirectedBy?: string | undefined
}

const timeoutPhases = {
  'connect-timeout': ['connect', 'connectMs'],
  'headers-timeout': ['headers', 'headersMs'],
  'idle-timeout': ['idle', 'idleMs'],
} as const satisfies Partial<Record<TransportFault['kind'], readonly [TimeoutPhase, keyof ExchangeTimeouts]>>

const timeoutText = {
  connect: 'no connection',
  headers: 'no answer',
  idle: 'the body stood still',
  total: '',
} as const satisfies Record<TimeoutPhase, string>

const unreachable = (place: FaultPlace, node: string, fault: TransportFault): string => {
  const { context, redirectedBy } = place
  if (fault.kind === 'tls')
    return `${callName(context)}: no trusted TLS connection to ${node} (${fault.message}); give its CA by tls.ca or AIS_CLIENT_CA`
  if (fault.kind === 'connect' && redirectedBy !== undefined)
    return `${callName(context)}: proxy ${redirectedBy} sent us to target ${node}, which is not reachable from here (${fault.message}); map its address with the endpointMap option, or run where the targets can be reached`
  if (fault.kind === 'connect')
    return `${callName(context)}: cannot connect to ${node} (${fault.message}); is AIStore running there?`
  return `${callName(context)}: the connection to ${node} broke (${fault.message})`
}

/** Turns what went wrong below HTTP into the error that callers see. */
export const describeFault = (fault: TransportFault, place: FaultPlace): AisError => {
  const { context } = place
  const node = context.node ?? 'the server'
  if (fault.kind === 'body-source') {
    if (isAisError(fault.cause)) return fault.cause
    return new InvalidInputError('body', `could not be read while it was sent: ${fault.message}`, context, fault.cause)
  }
  if (fault.kind in timeoutPhases) {
    const [phase, bound] = timeoutPhases[fault.kind as keyof typeof timeoutPhases]
    const ms = place.timeouts[bound]
    const via = place.redirectedBy === undefined ? '' : ` (the target that proxy ${place.redirectedBy} sent us to)`
    return new TimeoutError(
      phase,
      ms,
      `${callName(context)}: ${timeoutText[phase]} from ${node}${via} for ${ms} ms; raise timeouts.${bound} if that is expected`,
      context,
      fault,
    )
  }
  return new UnreachableError(unreachable(place, node, fault), context, fault)
}
