import { platform } from '#platform'
import type { ExchangeInfo } from '../middleware/middleware.js'
import type { Settings } from '../settings/settings.js'
import type { Ending } from '../transport/ending.js'
import type { Transport, TransportRequest, TransportResponse } from '../transport/transport.js'

/** Passes one HTTP exchange through the middleware, outermost first, to the transport. */
export const exchange = (
  settings: Settings,
  transport: Transport,
  request: TransportRequest,
  ending: Ending,
  info: ExchangeInfo & { readonly subject: string | undefined },
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
  const { subject: _, ...visible } = info
  const through = inner.reduceRight<(next: TransportRequest) => Promise<TransportResponse>>(
    (next, layer) => (changed) => layer(changed, next, visible),
    (changed) => transport.exchange(changed),
  )
  return outermost(request, through, visible)
}
