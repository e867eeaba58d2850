import { getProxyForUrl } from 'proxy-from-env'
import { Pool, ProxyAgent, type Dispatcher } from 'undici'
import { remembering } from './flows/remembering.js'
import { endOfHost } from './transport/end-of-host.js'
import { timedExchange, type BareExchange } from './transport/timed-exchange.js'
import { keepAliveMs, type TransportOptions } from './transport/transport-options.js'
import type { Transport } from './transport/transport.js'
import { UndiciExchange } from './transport/undici-exchange.js'

export type { TransportOptions } from './transport/transport-options.js'

/** What connections have in common. */
const connecting = ({ tls = {} }: TransportOptions) => {
  const { ca, cert, key, skipVerify } = tls
  return {
    tls: {
      rejectUnauthorized: skipVerify !== true,
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    },
    shared: {
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
      headersTimeout: 0,
      bodyTimeout: 0,
      // Go's servers choose HTTP/2 wherever it is offered: docs/decisions/08-http-1-1.md.
      allowH2: false,
    },
  }
}

/** Where requests to a host go. */
interface Place {
  readonly origin: string
  /** `''` for none. */
  readonly proxy: string
}

/** Connections to nodes, and to proxies between here and them, each opened when it is first asked for. */
class Dispatchers {
  readonly #options: ReturnType<typeof connecting>
  readonly #open = new Map<string, Dispatcher>()

  constructor(options: TransportOptions) {
    this.#options = connecting(options)
  }

  get({ origin, proxy }: Place, connectMs: number): Dispatcher {
    const key = `${connectMs} ${proxy === '' ? origin : proxy}`
    let dispatcher = this.#open.get(key)
    if (dispatcher === undefined) {
      dispatcher = proxy === '' ? this.#openPool(origin, connectMs, key) : this.#openProxy(proxy, connectMs)
      this.#open.set(key, dispatcher)
    }
    return dispatcher
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(open.map((dispatcher) => dispatcher.destroy()))
  }

  /** One for each node; it is forgotten when its last connection has ended, since nodes come and go. */
  #openPool(origin: string, connectMs: number, key: string): Dispatcher {
    const { shared, tls } = this.#options
    const pool = new Pool(origin, { ...shared, connect: { ...tls, timeout: connectMs } })
    const forget = (): void => {
      const { connected, size } = pool.stats
      if (connected > 0 || size > 0 || this.#open.get(key) !== pool) return
      this.#open.delete(key)
      void pool.close()
    }
    return pool.on('disconnect', forget).on('connectionError', forget)
  }

  #openProxy(proxy: string, connectMs: number): Dispatcher {
    const { shared, tls } = this.#options
    return new ProxyAgent({ ...shared, uri: proxy, requestTls: tls, connectTimeout: connectMs } as ProxyAgent.Options)
  }
}

/** Makes the transport that sends by undici: several times cheaper per call than got. */
export const undiciTransport = (options: TransportOptions = {}): Transport => {
  const { proxyFor } = options
  // What the environment says of a host is asked once per host: that costs more than to send a request.
  const placeOf = remembering((host): Place => ({ origin: new URL(host).origin, proxy: getProxyForUrl(host) }))
  const dispatchers = new Dispatchers(options)

  const bare: BareExchange = (request) => {
    const { url, method, headers, connectMs } = request
    const exchange = new UndiciExchange(request)
    try {
      const end = endOfHost(url)
      const found = placeOf(url.slice(0, end))
      const place = proxyFor === undefined ? found : { ...found, proxy: proxyFor(url) }
      // What follows the host, to the letter.
      const path = url[end] === '/' ? url.slice(end) : `/${url.slice(end)}`
      const body = (request.body as Uint8Array | undefined) ?? null
      const sent = { origin: place.origin, path, method, headers, body }
      // It gives up a connection that took a GET with a body, for servers that take the body for another request; Go's do not.
      const isQuestion = method === 'GET' && body !== null
      dispatchers.get(place, connectMs).dispatch(isQuestion ? { ...sent, reset: false } : sent, exchange)
    } catch (error) {
      exchange.fail(error)
    }
    return exchange.answered
  }

  return {
    name: 'undici',
    lacks: [],
    exchange: (request, ending) => timedExchange(request, bare, ending),
    close: () => dispatchers.close(),
  }
}
