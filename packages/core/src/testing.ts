import { headersOfLines } from './transport/header-lines.js'
import { timedExchange } from './transport/timed-exchange.js'
import { TransportFault, type Transport, type TransportRequest } from './transport/transport.js'

export { retryLaw, type RetryCondition, type RetryRule, type RetryRuling } from './retry/retry-law.js'

/** An answer of a {@link MemoryHandler}. */
export interface MemoryAnswer {
  readonly status: number
  /** By any-case name; an array for a header that is repeated. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
}

/** Answers requests without a socket; may throw a TransportFault. */
export type MemoryHandler = (request: Omit<TransportRequest, 'timeouts'>) => Promise<MemoryAnswer> | MemoryAnswer

const linesOf = (headers: NonNullable<MemoryAnswer['headers']>): readonly string[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).flatMap((line) => [name, line]),
  )

const piecesOf = async function* (body: MemoryAnswer['body']): AsyncGenerator<Uint8Array> {
  if (typeof body === 'string') {
    if (body !== '') yield new TextEncoder().encode(body)
  } else if (body instanceof Uint8Array) yield body
  else if (body !== undefined) yield* body
}

/** Makes a transport out of a handler, for tests and for an emulator in the same process. */
export const memoryTransport = (handler: MemoryHandler): Transport => ({
  name: 'memory',
  lacks: [],
  exchange: (request, ending) =>
    timedExchange(
      request,
      async (bare) => {
        const aborted = new Promise<never>((_, reject) => {
          bare.ending.on(() => reject(new TransportFault('aborted', 'aborted', true)))
        })
        const { status, headers = {}, body } = await Promise.race([handler(bare), aborted])
        return { status, headers: headersOfLines(linesOf(headers)), body: piecesOf(body), discard: () => {} }
      },
      ending,
    ),
  close: () => Promise.resolve(),
})
