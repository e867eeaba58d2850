import { request, type IncomingMessage } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'

const certificate = (name: string) =>
  generate([{ name: 'commonName', value: name }], {
    algorithm: 'sha256',
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })

/** TLS before each node of a cluster that has none, for clients with a certificate only. */
export interface TlsGateway {
  readonly endpoint: string
  readonly pem: { readonly ca: string; readonly cert: string; readonly key: string }
  close(): Promise<void>
}

/** Opens the gateway. Addresses that nodes give of each other become those of the gateway. */
export const openTlsGateway = async (endpoint: string, targets: readonly string[]): Promise<TlsGateway> => {
  const [own, client] = await Promise.all([certificate('server'), certificate('client')])
  const places = new Map<string, string>()
  const outside = (text: string): string =>
    [...places].reduce((known, [inside, place]) => known.replaceAll(inside, place), text)
  const servers = await Promise.all(
    [endpoint, ...targets].map(async (node) => {
      const server: Server = createServer(
        { key: own.private, cert: own.cert, ca: client.cert, requestCert: true, rejectUnauthorized: true },
        (incoming, answer) => {
          const onward = request(
            `${node}${incoming.url ?? '/'}`,
            { method: incoming.method, headers: incoming.headers },
            (from: IncomingMessage) => {
              const { location, ...headers } = from.headers
              answer.writeHead(
                from.statusCode ?? 502,
                location === undefined ? headers : { ...headers, location: outside(location) },
              )
              from.pipe(answer)
            },
          )
          onward.once('error', () => answer.destroy())
          incoming.pipe(onward)
        },
      )
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      places.set(node, `https://127.0.0.1:${(server.address() as AddressInfo).port}`)
      return server
    }),
  )
  return {
    endpoint: places.get(endpoint) ?? '',
    pem: { ca: own.cert, cert: client.cert, key: client.private },
    close: async () => {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections()
          return new Promise((resolve) => server.close(resolve))
        }),
      )
    },
  }
}
