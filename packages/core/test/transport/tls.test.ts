import { createSecureServer } from 'node:http2'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gotTransport } from '../../src/got.js'
import type { TlsOptions } from '../../src/options.js'
import { collectText } from '../../src/read/collect.js'
import { TransportFault, type Transport } from '../../src/transport/transport.js'
import { undiciTransport } from '../../src/undici.js'
import { rawServer } from './servers.js'

const certificate = (name: string) =>
  generate([{ name: 'commonName', value: name }], {
    algorithm: 'sha256',
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })

const makers: readonly (readonly [string, (tls: TlsOptions) => Transport])[] = [
  ['got', (tls) => gotTransport({ tls })],
  ['undici', (tls) => undiciTransport({ tls })],
]

describe.each(makers)('TLS by %s', (_name, make) => {
  let url: string
  let own: Awaited<ReturnType<typeof certificate>>
  let client: Awaited<ReturnType<typeof certificate>>
  let server: ReturnType<typeof createServer>

  beforeAll(async () => {
    ;[own, client] = await Promise.all([certificate('server'), certificate('client')])
    server = createServer(
      { key: own.private, cert: own.cert, ca: client.cert, requestCert: true, rejectUnauthorized: false },
      (request, response) => response.end((request.socket as TLSSocket).authorized ? 'known client' : 'anybody'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  const ask = async (tls: TlsOptions): Promise<string> => {
    const transport = make(tls)
    try {
      const { body } = await transport.exchange({
        method: 'GET',
        url,
        headers: {},
        signal: new AbortController().signal,
        timeouts: { connectMs: 5_000, headersMs: 5_000, idleMs: 5_000 },
      })
      return await collectText(body)
    } finally {
      await transport.close()
    }
  }

  it('refuses a certificate that nobody vouches for', async () => {
    const error = await ask({}).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TransportFault)
    expect(error).toMatchObject({ kind: 'tls', sent: false })
  })

  it('takes a certificate of the given CA', async () => {
    expect(await ask({ ca: own.cert })).toBe('anybody')
  })

  it('takes any certificate when told to', async () => {
    expect(await ask({ skipVerify: true })).toBe('anybody')
  })

  it('shows its own certificate', async () => {
    expect(await ask({ ca: own.cert, cert: client.cert, key: client.private })).toBe('known client')
  })

  it('gives up a handshake that does not end, with nothing sent', async () => {
    await using silent = await rawServer(() => {})
    const transport = make({ skipVerify: true })
    try {
      const asked = transport.exchange({
        method: 'GET',
        url: silent.url.replace('http:', 'https:'),
        headers: {},
        signal: new AbortController().signal,
        timeouts: { connectMs: 100, headersMs: 20_000, idleMs: 0 },
      })
      await expect(asked).rejects.toMatchObject({ kind: 'connect-timeout', sent: false })
      expect(silent.connections()).toBe(1)
    } finally {
      await transport.close()
    }
  })
})

it.each(makers)('by %s a server that would rather have HTTP/2 is asked by HTTP/1.1', async (_name, make) => {
  const own = await certificate('server')
  const server = createSecureServer({ key: own.private, cert: own.cert, allowHTTP1: true }, (request, response) => {
    response.end(request.httpVersion)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const transport = make({ ca: own.cert })
  const { body } = await transport.exchange({
    method: 'GET',
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    headers: {},
    signal: new AbortController().signal,
    timeouts: { connectMs: 5_000, headersMs: 5_000, idleMs: 5_000 },
  })
  expect(await collectText(body)).toBe('1.1')
  await transport.close()
  server.close()
})
