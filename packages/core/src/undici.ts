import { getProxyForUrl } from 'proxy-from-env'
import { Agent, ProxyAgent, type Dispatcher } from 'undici'
import { headersOfLines } from './transport/header-lines.js'
import { readNodeBody } from './transport/node-body.js'
import { faultOf } from './transport/node-errors.js'
import { timedExchange, type BareExchange } from './transport/timed-exchange.js'
import { keepAliveMs, type TransportOptions } from './transport/transport-options.js'
import type { Transport } from './transport/transport.js'

export type { TransportOptions } from './transport/transport-options.js'

const openDispatcher = (proxy: string, connectMs: number, options: TransportOptions): Dispatcher => {
  const { ca, cert, key, skipVerify } = options.tls ?? {}
  const tls = {
    rejectUnauthorized: skipVerify !== true,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
  const shared = {
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  }
  return proxy === ''
    ? new Agent({ ...shared, connect: { ...tls, timeout: connectMs } })
    : new ProxyAgent({ ...shared, uri: proxy, requestTls: tls, connectTimeout: connectMs } as ProxyAgent.Options)
}

/** What follows the host of a URL, to the letter; `/` for nothing. */
const pathOf = (url: string): string => {
  const rest = url.replace(/^[^:]+:\/\/[^/?#]*/, '')
  return rest.startsWith('/') ? rest : `/${rest}`
}

/** Makes the transport that sends by undici: several times cheaper per call than got. */
export const undiciTransport = (options: TransportOptions = {}): Transport => {
  const proxyFor = options.proxyFor ?? getProxyForUrl
  const dispatchers = new Map<string, Dispatcher>()
  const dispatcherFor = (url: string, connectMs: number): Dispatcher => {
    const proxy = proxyFor(url)
    const key = `${connectMs} ${proxy}`
    const dispatcher = dispatchers.get(key) ?? openDispatcher(proxy, connectMs, options)
    dispatchers.set(key, dispatcher)
    return dispatcher
  }

  const bare: BareExchange = async (request) => {
    const { origin } = new URL(request.url)
    try {
      const { statusCode, headers, body } = await dispatcherFor(request.url, request.connectMs).request({
        origin,
        path: pathOf(request.url),
        method: request.method,
        headers: request.headers,
        body: (request.body as Uint8Array | undefined) ?? null,
        signal: request.signal,
        responseHeaders: 'raw',
      })
      return { status: statusCode, headers: headersOfLines(headers as unknown as string[]), ...readNodeBody(body) }
    } catch (error) {
      throw faultOf(error, 'before-headers')
    }
  }

  return {
    name: 'undici',
    lacks: [],
    exchange: (request) => timedExchange(request, bare),
    close: async () => {
      const open = [...dispatchers.values()]
      dispatchers.clear()
      await Promise.all(open.map((dispatcher) => dispatcher.destroy()))
    },
  }
}
