import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AuthNClient, loginTokenSource } from '@ais/authn'
import { Client } from '@ais/client'
import {
  connect,
  isAisError,
  type AisError,
  type ConnectOptions,
  type Connection,
  type Middleware,
  type Operation,
  type TransportFactory,
} from '@ais/core'
import { fetchTransport } from '@ais/core/fetch'
import { gotTransport } from '@ais/core/got'
import { undiciTransport } from '@ais/core/undici'
import { headBucket, listObjectsPage } from '@ais/buckets'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { canary, leaksOf } from '../src/canaries.ts'
import { faultyAnswers } from '../src/faulty-answers.ts'
import { startListener, type Listener } from '../src/listener.ts'
import { printedOpenly, secretOperations } from '../src/secret-operations.ts'

const transports: Readonly<Record<string, TransportFactory>> = {
  got: gotTransport,
  undici: undiciTransport,
  fetch: () => fetchTransport(),
}
const channels = ['ais:request', 'ais:redirect', 'ais:retry', 'ais:error']
const events: unknown[] = []
const listen = (event: unknown): void => void events.push(event)

let server: Listener
let make: (request: string) => string | undefined = () => ''
let folder = ''

beforeAll(async () => {
  server = await startListener({ host: '127.0.0.1' }, (head, body) => make(`${head}\r\n\r\n${body}`))
  folder = mkdtempSync(join(tmpdir(), 'ais-canaries-'))
  for (const channel of channels) subscribe(channel, listen)
})
afterEach(() => {
  vi.unstubAllEnvs()
  events.length = 0
})
afterAll(async () => {
  for (const channel of channels) unsubscribe(channel, listen)
  await server[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** Adds secrets as users do who sign requests or go through a gateway. */
const signing: Middleware = (request, next) =>
  next({
    ...request,
    headers: {
      ...request.headers,
      cookie: `session=${canary('cookie')}; theme=dark`,
      'x-api-key': canary('api-key'),
      'x-amz-security-token': canary('security-token'),
      'proxy-authorization': `Basic ${canary('proxy-auth')}`,
    },
  })

const endpoint = (): string => `http://127.0.0.1:${server.port}`

const open = (transport: TransportFactory, more: ConnectOptions = {}): Connection =>
  connect({
    endpoint: endpoint(),
    token: canary('bearer'),
    middleware: [signing],
    transport,
    retry: { maxAttempts: 2, baseDelayMs: 1, maxDelayMs: 1 },
    timeouts: { headersMs: 400, idleMs: 400, connectMs: 2_000, totalMs: 20_000 },
    tls: { cert: canary('certificate'), key: `-----BEGIN PRIVATE KEY-----\n${canary('private-key')}\n` },
    ...more,
  })

const failureOf = async (call: () => unknown): Promise<AisError | undefined> => {
  try {
    const result = await call()
    // An open answer, or one that was taken for success.
    if (typeof result === 'object' && result !== null && 'discard' in result) (result.discard as () => void)()
    return undefined
  } catch (error) {
    if (isAisError(error)) return error
    throw error
  }
}

const seen = new Set<string>()

describe.each(Object.entries(transports))('by %s', (_, transport) => {
  it.each(Object.keys(faultyAnswers))('a server that %s makes nothing known', async (fault) => {
    make = faultyAnswers[fault] ?? make
    const connection = open(transport)
    const calls = Object.entries<() => Operation<unknown>>({
      ...secretOperations,
      'bearer token': () => headBucket({ name: 'b' }),
      'a listing': () => listObjectsPage({ name: 'b' }),
    })
    const errors = await Promise.all(
      calls.map(async ([name, operation]) => [name, await failureOf(() => connection.send(operation()))] as const),
    )
    for (const [name, error] of errors)
      if (error !== undefined) {
        seen.add(error._tag)
        expect(leaksOf(error), name).toEqual([])
      }
    expect(events.length).toBeGreaterThan(calls.length)
    for (const event of events) expect(leaksOf(event)).toEqual([])
    expect(leaksOf(connection)).toEqual([])
    await connection.close()
  })

  it.each(['aborted', 'closed', 'late'])('a call that is %s makes nothing known', async (how) => {
    make = () => undefined
    const connection = open(transport)
    const ending = new AbortController()
    const calls = Object.values(secretOperations).map((operation) =>
      failureOf(() =>
        connection.send(operation(), { signal: ending.signal, ...(how === 'late' ? { timeoutMs: 50 } : {}) }),
      ),
    )
    if (how === 'aborted') ending.abort(new Error(canary('abort')))
    if (how === 'closed') await connection.close()
    for (const error of await Promise.all(calls)) {
      seen.add(error?._tag ?? '')
      // The reason of an abort is the caller's own, and may be what it wants to see again.
      expect(leaksOf(error).filter((leak) => !leak.includes(canary('abort')))).toEqual([])
    }
    await connection.close()
  })
})

describe('what is refused before anything is sent', () => {
  const withEnv =
    (variables: Readonly<Record<string, string>>, call: () => unknown): (() => unknown) =>
    () => {
      for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
      return call()
    }
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const head = async (options: ConnectOptions): Promise<unknown> => {
    const connection = connect({ endpoint: endpoint(), ...options })
    try {
      return await connection.send(headBucket({ name: 'b' }))
    } finally {
      await connection.close()
    }
  }
  /** An error as HTTP clients throw them: with the request on it. */
  const clientError = (): Error =>
    Object.assign(new Error('Request failed with status 401', { cause: { password: canary('nested') } }), {
      config: { headers: { authorization: canary('config') } },
      request: { body: canary('body') },
    })

  const cases: Readonly<Record<string, () => unknown>> = {
    'basic auth in the endpoint': () => connect({ endpoint: `http://${canary('user')}:${canary('pw')}@127.0.0.1:1` }),
    'a signed endpoint': () => connect({ endpoint: `http://127.0.0.1:1?sig=${canary('sig')}` }),
    'an endpoint with a secret path': () => connect({ endpoint: `http://127.0.0.1:1/${canary('path')}` }),
    'an endpoint with a fragment': () => connect({ endpoint: `http://127.0.0.1:1/#${canary('hash')}` }),
    'an endpoint that is none': () => connect({ endpoint: canary('endpoint') }),
    'an endpoint of the environment': withEnv({ AIS_ENDPOINT: `http://u:${canary('env')}@127.0.0.1:1` }, () =>
      connect(),
    ),
    'a token with a line break': () => head({ token: `${canary('token')}\n` }),
    'a token of the environment with a space': withEnv({ AIS_AUTHN_TOKEN: `${canary('token')} x` }, () => head({})),
    'a token that a source gives and is none': () => head({ token: () => `${canary('token')}ü` }),
    'a token file without a token': withEnv({ AIS_AUTHN_TOKEN_FILE: '' }, () => {
      vi.stubEnv('AIS_AUTHN_TOKEN_FILE', file('none.json', `{"tokens":"${canary('file')}"}`))
      return head({})
    }),
    'a token file that is no JSON': () => {
      vi.stubEnv('AIS_AUTHN_TOKEN_FILE', file('text.json', canary('file')))
      return head({})
    },
    'a source of tokens that fails with a request': () => head({ token: () => Promise.reject(clientError()) }),
    'a source of tokens that throws no error': () =>
      // oxlint-disable-next-line no-throw-literal, prefer-promise-reject-errors -- as careless code does
      head({ token: () => Promise.reject({ password: canary('thrown') }) }),
    'a private key that is none': () =>
      head({
        endpoint: 'https://127.0.0.1:1',
        tls: { cert: canary('cert'), key: `-----BEGIN PRIVATE KEY-----\n${canary('key')}\n-----END PRIVATE KEY-----` },
      }),
    'a private key of the environment that is none': () => {
      vi.stubEnv('AIS_CRT', file('c.pem', canary('cert')))
      vi.stubEnv('AIS_CRT_KEY', file('k.pem', canary('key')))
      return head({ endpoint: 'https://127.0.0.1:1' })
    },
    'a map of endpoints with credentials': () =>
      connect({ endpoint: endpoint(), endpointMap: { 'http://a:1': `http://u:${canary('map')}@b:1` } }),
    'a node with credentials': () =>
      connect({ endpoint: endpoint() }).send({
        ...headBucket({ name: 'b' }),
        baseUrl: `http://u:${canary('node')}@b:1`,
      }),
    'a proxy with credentials that is not there': withEnv(
      { HTTP_PROXY: `http://${canary('proxy-user')}:${canary('proxy-pw')}@127.0.0.1:1`, NO_PROXY: '' },
      () => head({ endpoint: 'http://ais.invalid:1', retry: { maxAttempts: 1 } }),
    ),
    'a proxy with credentials, by undici': withEnv(
      { HTTP_PROXY: `http://${canary('proxy-user')}:${canary('proxy-pw')}@127.0.0.1:1`, NO_PROXY: '' },
      () => head({ endpoint: 'http://ais.invalid:1', retry: { maxAttempts: 1 }, transport: undiciTransport }),
    ),
    'content that is not what its checksum says': () => {
      make = () =>
        `HTTP/1.1 200 OK\r\nAis-Checksum-Type: md5\r\nAis-Checksum-Value: ${'0'.repeat(32)}\r\nContent-Length: 14\r\n\r\nCANARY-content`
      return new Client(endpoint(), { token: canary('bearer') }).bucket('b').object('o').get().readAll()
    },
    'a header that a middleware breaks': () =>
      head({
        retry: { maxAttempts: 1 },
        middleware: [(request, next) => next({ ...request, headers: { 'x-key': `${canary('header')}\r\nx: y` } })],
      }),
  }

  it.each(Object.entries(cases))('%s is not told', async (_, call) => {
    make = () => undefined
    const error = await failureOf(call)
    expect(error).toBeDefined()
    seen.add(error?._tag ?? '')
    expect(leaksOf(error)).toEqual([])
    for (const event of events) expect(leaksOf(event)).toEqual([])
  })
})

describe('what is printed', () => {
  it('of connections, clients, nouns, transports and sources of tokens is no secret', async () => {
    const client = new Client(endpoint(), {
      token: canary('bearer'),
      middleware: [signing],
      tls: { cert: canary('c'), key: canary('k') },
    })
    const authn = new AuthNClient(endpoint(), { token: canary('bearer') })
    const bucket = client.bucket('b')
    const nouns = [
      client,
      client.connection,
      bucket,
      bucket.object('o'),
      bucket.object('o').getReader(),
      bucket.object('o').getWriter(),
      client.cluster(),
      client.batch(),
      client.dsort(),
      client.etl('my-etl'),
      client.job(),
      client.downloads(),
      authn,
      authn.userManager(),
      authn.tokenManager(),
      loginTokenSource(authn.client, { username: 'u', password: canary('password') }),
      gotTransport({ tls: { key: canary('key') } }),
      undiciTransport({ tls: { key: canary('key') } }),
    ]
    for (const noun of nouns) expect(leaksOf(noun), noun.constructor.name).toEqual([])
    await client.close()
    await authn[Symbol.asyncDispose]()
  })

  it.each(Object.keys(secretOperations).filter((name) => !printedOpenly.has(name)))(
    'of an operation with the %s is no secret',
    (name) => {
      expect(leaksOf(secretOperations[name]?.())).toEqual([])
    },
  )
})

describe('the run', () => {
  it('has seen these kinds of errors', () => {
    console.log(`canaries: errors seen: ${[...seen].toSorted().join(', ')}`)
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'Api',
        'Aborted',
        'Checksum',
        'Decode',
        'InvalidInput',
        'LocalFile',
        'NotSupported',
        'OutcomeUnknown',
        'Redirect',
        'Timeout',
        'Unreachable',
      ]),
    )
  })
})
