import type { TransportRequest, TransportResponse } from '../transport/transport.js'

/** What a middleware may know of the exchange that passes through it. */
export interface ExchangeInfo {
  /** The operation's name, as in `objects.get`. */
  readonly operation: string
  readonly requestId: string
  /** From 1. */
  readonly attempt: number
  /** 0 at the endpoint, 1 at the node it redirected to. */
  readonly hop: number
}

/**
 * Wraps every HTTP exchange; calls `next` once and may change the request or look at the answer.
 * A call passes several times: for each attempt at the endpoint, and again at the node it redirects to.
 *
 * ```ts
 * const traced: Middleware = async (request, next, { operation, attempt, hop }) => {
 *   const startedMs = performance.now()
 *   const response = await next({ ...request, headers: { ...request.headers, 'x-trace-id': traceId() } })
 *   histogram.record(performance.now() - startedMs, { operation, attempt, hop, status: response.status })
 *   return response
 * }
 * connect({ endpoint, middleware: [traced] })
 * ```
 */
export type Middleware = (
  request: TransportRequest,
  next: (request: TransportRequest) => Promise<TransportResponse>,
  info: ExchangeInfo,
) => Promise<TransportResponse>
