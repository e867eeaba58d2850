import { headersOfLines } from './transport/header-lines.js'
import { systemError } from './transport/node-errors.js'
import { timedExchange, type BareExchange } from './transport/timed-exchange.js'
import { TransportFault, type Transport, type TransportLack } from './transport/transport.js'

/** Options of the fetch transport. */
export interface FetchTransportOptions {
  /** @defaultValue the global `fetch` */
  readonly fetch?: typeof fetch
}

const isBrowser = (): boolean => typeof window === 'object' && typeof document === 'object'

/** Encodings that fetch has undone when it hands content out, without telling it by the headers. */
const undone = /^(x-)?(gzip|deflate|br|zstd)$/i

/** Headers that fit the content as it is handed out: of one that was decoded neither encoding nor length are known. */
const linesOf = (headers: Headers): readonly string[] => {
  const isDecoded = undone.test(headers.get('content-encoding')?.trim() ?? '')
  return [...headers].filter(([name]) => !isDecoded || !/^content-(encoding|length)$/.test(name)).flat()
}

const bodyOf = (response: Response): { body: AsyncIterable<Uint8Array>; discard: () => void } => {
  const stream = response.body
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  const read = async function* (): AsyncGenerator<Uint8Array> {
    if (stream === null) return
    reader = stream.getReader()
    try {
      for (;;) {
        const next = await reader.read()
        if (next.done) return
        yield next.value
      }
    } catch (error) {
      throw new TransportFault('truncated', error instanceof Error ? error.message : 'cut', true, systemError(error))
    } finally {
      reader.releaseLock()
    }
  }
  // Cancelling a stream that is locked, closed or errored rejects, and then there is nothing to free.
  const discard = (): void => void (reader ?? stream)?.cancel().catch(() => {})
  return { body: { [Symbol.asyncIterator]: read }, discard }
}

const causeCode = (error: unknown): string | undefined => {
  const code = ((error as { cause?: { code?: unknown } }).cause ?? {}).code
  return typeof code === 'string' ? code : undefined
}

const notSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

const failure = (error: unknown): TransportFault => {
  const code = causeCode(error)
  const message = code ?? (error instanceof Error ? error.message : 'failed')
  return code !== undefined && notSent.has(code)
    ? new TransportFault('connect', message, false, systemError(error))
    : new TransportFault('reset', message, true, systemError(error))
}

/**
 * Makes the transport that sends by the runtime's own `fetch`, for browsers and edge runtimes.
 * It cannot send a GET with a body and joins repeated headers; in browsers it also hides redirects and cannot
 * stream uploads. Calls that need those fail with NotSupportedError. TLS, proxies and pools are the runtime's.
 */
export const fetchTransport = (options: FetchTransportOptions = {}): Transport => {
  const lacks: readonly TransportLack[] = [
    'get-body',
    'repeated-headers',
    ...(isBrowser() ? (['redirect', 'stream-upload'] as const) : []),
  ]
  const bare: BareExchange = async (request) => {
    const send = options.fetch ?? fetch
    const { 'content-length': _, ...headers } = request.headers
    try {
      const response = await send(request.url, {
        method: request.method,
        headers,
        redirect: 'manual',
        signal: request.signal,
        ...(request.body === undefined ? {} : { body: request.body as BodyInit, duplex: 'half' }),
      } as RequestInit)
      return { status: response.status, headers: headersOfLines(linesOf(response.headers)), ...bodyOf(response) }
    } catch (error) {
      throw failure(error)
    }
  }
  return {
    name: 'fetch',
    lacks,
    exchange: (request, ending) => timedExchange(request, bare, ending),
    close: () => Promise.resolve(),
  }
}
