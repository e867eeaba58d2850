import { platform } from '#platform'
import type { ExchangeInfo } from '../middleware/middleware.js'
import type { Settings } from '../settings/settings.js'
import type { Ending } from '../transport/ending.js'
import type { Transport, TransportRequest, TransportResponse } from '../transport/transport.js'

/** Passes one HTTP exchange through the middleware, outermost first, to the transport; `onSend` is told the headers as middleware leaves them. */
export const exchange = (
  settings: Settings,
  transport: Transport,
  request: TransportRequest,
  ending: Ending,
  info: ExchangeInfo & { readonly subject: string | undefined },
  onSend: (headers: TransportRequest['headers']) => void,
): Promise<TransportResponse> => {
  platform.publish('ais:request', () => ({
    operation: info.operation,
    ...(info.subject === undefined ? {} : { subject: info.subject }),
    requestId: info.requestId,
    attempt: info.attempt,
    method: request.method,
    node: new URL(request.url).origin,
    hop: info.hop,
  }))
  const [outermost, ...inner] = settings.middleware
  if (outermost === undefined) return transport.exchange(request, ending)
  // Middleware copies requests, and what is made when it is asked for would not come along.
  const given = { ...request, signal: request.signal }
  const { subject: _, ...visible } = info
  const through = inner.reduceRight<(next: TransportRequest) => Promise<TransportResponse>>(
    (next, layer) => (changed) => layer(changed, next, visible),
    (changed) => {
      onSend(changed.headers)
      return transport.exchange(changed)
    },
  )
  return outermost(given, through, visible)
}
