import { NotSupportedError } from '../errors/not-supported-error.js'
import type { Operation } from '../operation.js'
import type { Transport, TransportLack } from '../transport/transport.js'

const why: Readonly<Record<TransportLack, string>> = {
  'get-body': 'cannot send a GET with a body, which this call needs',
  'repeated-headers': 'joins repeated headers, which this call needs apart',
  redirect: 'hides redirects, which this call is answered with',
  'stream-upload': 'cannot send a stream as a body',
}

const needsOf = (operation: Operation<unknown>): readonly TransportLack[] => [
  ...(operation.needs ?? []),
  ...(operation.method === 'GET' && operation.body !== undefined ? (['get-body'] as const) : []),
  ...(operation.body?.kind === 'stream' ? (['stream-upload'] as const) : []),
]

/** Refuses a call that the transport cannot make, before anything is sent. @throws NotSupportedError */
export const checkTransport = (transport: Transport, operation: Operation<unknown>): void => {
  if (transport.lacks.length === 0) return
  const lack = needsOf(operation).find((need) => transport.lacks.includes(need))
  if (lack === undefined) return
  throw new NotSupportedError(
    `${operation.name}: the ${transport.name} transport ${why[lack]}; use the got or undici transport, or a gateway in front of the cluster`,
    { operation: operation.name, ...(operation.subject === undefined ? {} : { subject: operation.subject }) },
  )
}
