import { TransportFault, type TransportFaultKind } from './transport.js'

const kinds: Readonly<Record<string, readonly [TransportFaultKind, boolean]>> = {
  ECONNREFUSED: ['connect', false],
  ENOTFOUND: ['connect', false],
  EAI_AGAIN: ['connect', false],
  EHOSTUNREACH: ['connect', false],
  ENETUNREACH: ['connect', false],
  EADDRNOTAVAIL: ['connect', false],
  UND_ERR_CONNECT_TIMEOUT: ['connect-timeout', false],
  ECONNRESET: ['reset', true],
  EPIPE: ['reset', true],
  UND_ERR_SOCKET: ['reset', true],
  ECONNABORTED: ['reset', true],
}

const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}

const tlsCodes = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH|EPROTO)/

/**
 * The system's own error at the end of a chain of causes. What the HTTP clients wrap around it is left out: their errors
 * hold the request with its headers, and so the token.
 */
export const systemError = (error: unknown): unknown => {
  const { cause, syscall } = (error ?? {}) as { cause?: unknown; syscall?: unknown }
  if (cause !== undefined) return systemError(cause)
  return typeof syscall === 'string' ? error : undefined
}

/** Where got gave up, when that was before there was a connection to send by. */
const connectEvents: ReadonlySet<unknown> = new Set(['lookup', 'connect', 'secureConnect'])

const isConnectTimeout = (error: unknown): boolean =>
  codeOf(error) === 'ETIMEDOUT' && connectEvents.has((error as { event?: unknown }).event)

/** The system calls that make a connection; what fails in them was not sent. */
const connectCalls: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo'])

/** Classifies an error of Node's network layer, of got or of undici. */
export const faultOf = (error: unknown, phase: 'before-headers' | 'body'): TransportFault => {
  if (error instanceof TransportFault) return error
  const cause = (error as { cause?: unknown } | null)?.cause
  const code = [codeOf(cause), codeOf(error)].find(
    (known) => known !== undefined && (Object.hasOwn(kinds, known) || tlsCodes.test(known)),
  )
  const message = code ?? codeOf(error) ?? (error instanceof Error ? error.message : 'failed')
  if (code !== undefined && tlsCodes.test(code)) return new TransportFault('tls', message, false, systemError(error))
  const system = systemError(error)
  if (phase === 'body') return new TransportFault('truncated', message, true, system)
  if (isConnectTimeout(error)) return new TransportFault('connect-timeout', message, false, system)
  if (connectCalls.has((system as { syscall?: unknown } | undefined)?.syscall))
    return new TransportFault('connect', message, false, system)
  const [kind, sent] = (code === undefined ? undefined : kinds[code]) ?? ['reset', true]
  return new TransportFault(kind, message, sent, system)
}
