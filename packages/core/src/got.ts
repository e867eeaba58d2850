import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import got, { type Agents, type Request } from 'got'
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent'
import { getProxyForUrl } from 'proxy-from-env'
import { headersOfLines } from './transport/header-lines.js'
import { faultOf } from './transport/node-errors.js'
import { readNodeBody } from './transport/node-body.js'
import { timedExchange, type BareExchange } from './transport/timed-exchange.js'
import { keepAliveMs, type TransportOptions } from './transport/transport-options.js'
import type { Transport, TransportResponse } from './transport/transport.js'

export type { TransportOptions } from './transport/transport-options.js'

const agentOptions = (maxPoolSize: number) =>
  ({ keepAlive: true, maxFreeSockets: maxPoolSize, scheduling: 'lifo', timeout: keepAliveMs }) as const

interface Pool {
  readonly agents: Agents
  close(): void
}

const openPool = (proxy: string, options: TransportOptions): Pool => {
  const { ca, cert, key, skipVerify } = options.tls ?? {}
  const shared = agentOptions(options.maxPoolSize ?? 10)
  const secure = {
    ...shared,
    rejectUnauthorized: skipVerify !== true,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
  const http = proxy === '' ? new HttpAgent(shared) : new HttpProxyAgent({ ...shared, proxy })
  const https = proxy === '' ? new HttpsAgent(secure) : new HttpsProxyAgent({ ...secure, proxy })
  return {
    agents: { http, https },
    close: () => {
      http.destroy()
      https.destroy()
    },
  }
}

const answerOf = (stream: Request, resolve: (response: TransportResponse) => void): void => {
  stream.once('response', (response: { readonly statusCode: number; readonly rawHeaders: readonly string[] }) => {
    const { body, discard } = readNodeBody(stream)
    resolve({ status: response.statusCode, headers: headersOfLines(response.rawHeaders), body, discard })
  })
}

/**
 * Makes the transport that sends by got, the default in Node.
 * It follows no redirect, retries nothing and decodes nothing: that is core's.
 */
export const gotTransport = (options: TransportOptions = {}): Transport => {
  const proxyFor = options.proxyFor ?? getProxyForUrl
  const pools = new Map<string, Pool>()
  const poolFor = (url: string): Pool => {
    const proxy = proxyFor(url)
    const pool = pools.get(proxy) ?? openPool(proxy, options)
    pools.set(proxy, pool)
    return pool
  }
  const client = got.extend({
    followRedirect: false,
    retry: { limit: 0 },
    throwHttpErrors: false,
    decompress: false,
    https: { rejectUnauthorized: options.tls?.skipVerify !== true },
  })

  const bare: BareExchange = (request) =>
    new Promise((resolve, reject) => {
      const { method, headers, body, connectMs } = request
      const stream = client.stream(request.url, {
        method,
        headers: { ...headers, 'user-agent': headers['user-agent'] },
        agent: poolFor(request.url).agents,
        signal: request.signal,
        ...(method === 'GET' && body !== undefined ? { allowGetBody: true } : {}),
        ...(body === undefined ? {} : { body }),
        ...(connectMs > 0 ? { timeout: { lookup: connectMs, connect: connectMs, secureConnect: connectMs } } : {}),
      })
      // Stays for the whole exchange: after the answer, errors of the upload are the answer's to tell.
      stream.on('error', (error) => reject(faultOf(error, 'before-headers')))
      answerOf(stream, resolve)
      if (body === undefined && method !== 'GET' && method !== 'HEAD') stream.end()
    })

  return {
    name: 'got',
    lacks: [],
    exchange: (request, ending) => timedExchange(request, bare, ending),
    close: async () => {
      for (const pool of pools.values()) pool.close()
      pools.clear()
    },
  }
}
