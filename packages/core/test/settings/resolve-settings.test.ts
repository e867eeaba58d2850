import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../src/connect.js'
import { isAisError } from '../../src/errors/ais-error.js'
import type { ConnectOptions } from '../../src/options.js'
import { resolveSettings } from '../../src/settings/resolve-settings.js'
import type { Settings } from '../../src/settings/settings.js'
import { failure } from '../servers/fixture.js'

const endpoint = 'http://127.0.0.1:8080'
const resolve = (options: ConnectOptions = {}): Settings => resolveSettings({ endpoint, ...options })

/** The field that options are refused for. */
const refused = (options: ConnectOptions): string => {
  try {
    connect(options)
  } catch (error) {
    if (isAisError(error) && error._tag === 'InvalidInput') return error.field
    throw error
  }
  return 'nothing'
}

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AIS_')) vi.stubEnv(name, undefined)
})
afterEach(() => vi.unstubAllEnvs())

describe('endpoint', () => {
  it.each([
    ['http://h:1', 'http://h:1'],
    ['http://h:1/', 'http://h:1'],
    ['http://h:1/v1', 'http://h:1'],
    ['http://h:1/v1/', 'http://h:1'],
    ['HTTP://H:1', 'http://h:1'],
    ['https://h', 'https://h'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is %s', (given, origin) => {
    expect(connect({ endpoint: given }).endpoint).toBe(origin)
  })

  it.each([
    '',
    'h',
    'h:8080',
    '127.0.0.1:8080',
    'ftp://h',
    'http://',
    'http://h:99999',
    'http://h/path',
    'http://h/v1/objects',
    'http://h?x=1',
    'http://h/#x',
    'http://user@h',
    'http://user:pw@h',
    'file:///x',
  ])('%j is refused', (given) => {
    expect(refused({ endpoint: given })).toBe('endpoint')
  })

  it('is AIS_ENDPOINT unless given, and missing when neither is', () => {
    expect(refused({})).toBe('endpoint')
    vi.stubEnv('AIS_ENDPOINT', 'http://env:1')
    expect(connect().endpoint).toBe('http://env:1')
    expect(connect({ endpoint }).endpoint).toBe(endpoint)
  })

  it('does not repeat credentials in the message', () => {
    expect(() => connect({ endpoint: 'http://user:hunter2@h' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') as string }),
    )
  })
})

describe('numbers', () => {
  const bad = [Number.NaN, -1, 1.5, Infinity, 2 ** 31, '5' as unknown as number]
  it.each(['connectMs', 'headersMs', 'idleMs', 'totalMs'] as const)('timeouts.%s is refused unless a time', (field) => {
    for (const value of bad) expect(refused({ endpoint, timeouts: { [field]: value } })).toBe(`timeouts.${field}`)
    expect(resolve({ timeouts: { [field]: 0 } }).timeouts[field]).toBe(0)
  })

  it.each([
    ['maxAttempts', 0],
    ['maxAttempts', 21],
    ['maxAttempts', 1.5],
    ['baseDelayMs', -1],
    ['maxDelayMs', Number.NaN],
    ['budgetRatio', 1.1],
    ['budgetRatio', Number.NaN],
  ])('retry.%s of %d is refused', (field, value) => {
    expect(refused({ endpoint, retry: { [field]: value } })).toBe(`retry.${field}`)
  })

  it.each([
    ['estBandwidthBps', 0],
    ['estBandwidthBps', 1.5],
    ['maxColdWaitMs', -1],
    ['maxColdWaitMs', Number.NaN],
  ])('retry.coldGet.%s of %d is refused', (field, value) => {
    expect(refused({ endpoint, retry: { coldGet: { [field]: value } } })).toBe(`retry.coldGet.${field}`)
  })

  it('fills in what is not said of coldGet', () => {
    expect(resolve().retry.coldGet).toEqual({
      estBandwidthBps: 1_250_000_000,
      maxColdWaitMs: 180_000,
      enableRemoteHead: true,
    })
    const coldGet = { estBandwidthBps: 1, maxColdWaitMs: 0, enableRemoteHead: false }
    expect(resolve({ retry: { coldGet } }).retry.coldGet).toEqual(coldGet)
  })

  it.each([0, -1, 1.5, Number.NaN])('maxPoolSize of %d is refused', (maxPoolSize) => {
    expect(refused({ endpoint, maxPoolSize })).toBe('maxPoolSize')
  })

  it.each([
    [undefined, undefined, 3_000, 20_000],
    ['5', '30', 5_000, 30_000],
    ['0', undefined, 0, 20_000],
    ['0', '0', 0, 0],
    ['abc', '-1', 3_000, 20_000],
    ['7.5', '1e12', 7_500, 2_147_483_647],
    ['', ' 4 ', 3_000, 4_000],
  ])(
    'AIS_CONNECT_TIMEOUT=%s and AIS_READ_TIMEOUT=%s give %d and %d',
    (connectSeconds, readSeconds, connectMs, readMs) => {
      vi.stubEnv('AIS_CONNECT_TIMEOUT', connectSeconds)
      vi.stubEnv('AIS_READ_TIMEOUT', readSeconds)
      expect(resolve().timeouts).toEqual({ connectMs, headersMs: readMs, idleMs: readMs, totalMs: 0 })
      expect(resolve({ timeouts: { connectMs: 10, idleMs: 60 } }).timeouts).toMatchObject({
        connectMs: 10,
        headersMs: readMs,
        idleMs: 60,
      })
    },
  )

  it.each([
    [undefined, 10],
    ['20', 20],
    ['x', 10],
    ['0', 10],
  ])('AIS_MAX_CONN_POOL=%s gives %d', (value, size) => {
    vi.stubEnv('AIS_MAX_CONN_POOL', value)
    expect(resolve().maxPoolSize).toBe(size)
    expect(resolve({ maxPoolSize: 50 }).maxPoolSize).toBe(50)
  })
})

describe('endpointMap', () => {
  it('is refused when it does not map origins to origins', () => {
    expect(refused({ endpoint, endpointMap: { nowhere: endpoint } })).toBe('endpointMap')
    expect(refused({ endpoint, endpointMap: { [endpoint]: 'http://h/path' } })).toBe('endpointMap')
  })
})

describe('token and certificates', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ais-settings-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, text)
    return path
  }

  it.each(['', 'a b', 'a\r\nX-Evil: 1', 'a\n', 'a\tb', 'ä', '\0', 7 as unknown as string])(
    'token %j is refused',
    async (token) => {
      expect(refused({ endpoint, token })).toBe('token')
      const error = await failure(resolve({ token: () => token }).token(), 'InvalidInput')
      expect(error.field).toBe('token')
      expect(error.message).not.toContain('Evil')
    },
  )

  it('is the option, else AIS_AUTHN_TOKEN, else the file of AIS_AUTHN_TOKEN_FILE, else none', async () => {
    expect(await resolve().token()).toBeUndefined()
    vi.stubEnv('AIS_AUTHN_TOKEN_FILE', await file('token', '{"token":"from.the.file"}\n'))
    expect(await resolve().token()).toBe('from.the.file')
    vi.stubEnv('AIS_AUTHN_TOKEN', 'from.the.env')
    expect(await resolve().token()).toBe('from.the.env')
    expect(await resolve({ token: 'given' }).token()).toBe('given')
    expect(await resolve({ token: () => Promise.resolve('asked') }).token()).toBe('asked')
    expect(await resolve({ token: () => undefined }).token()).toBeUndefined()
  })

  it('fails with the file that cannot be used, and does not tell what is in it', async () => {
    vi.stubEnv('AIS_AUTHN_TOKEN_FILE', join(folder, 'missing'))
    expect(await failure(resolve().token(), 'LocalFile')).toMatchObject({
      code: 'ENOENT',
      localPath: join(folder, 'missing'),
    })
    vi.stubEnv('AIS_AUTHN_TOKEN_FILE', await file('odd', 'secret-but-not-json'))
    expect((await failure(resolve().token(), 'LocalFile')).message).not.toContain('secret')
  })

  it('tells when a source of tokens fails', async () => {
    const cause = new Error('vault sealed')
    const error = await failure(resolve({ token: () => Promise.reject(cause) }).token(), 'InvalidInput')
    expect(error).toMatchObject({ field: 'token', cause })
  })

  it('takes the CA of AIS_CLIENT_CA unless given or not verifying', async () => {
    vi.stubEnv('AIS_CLIENT_CA', await file('ca.pem', 'CA FROM FILE'))
    expect(await resolve().tls()).toEqual({ skipVerify: false, ca: 'CA FROM FILE' })
    expect(await resolve({ tls: { ca: 'GIVEN' } }).tls()).toEqual({ skipVerify: false, ca: 'GIVEN' })
    expect(await resolve({ tls: { skipVerify: true } }).tls()).toEqual({ skipVerify: true })
    vi.stubEnv('AIS_SKIP_VERIFY_CRT', 'Yes')
    expect(await resolve().tls()).toEqual({ skipVerify: true })
    expect(await resolve({ tls: { skipVerify: false } }).tls()).toMatchObject({ skipVerify: false })
  })

  it.each<[string, Record<string, string>, boolean]>([
    ['neither', {}, false],
    ['the older name', { AIS_SKIP_VERIFY: 'true' }, true],
    [
      'the newer name, which decides also when it says no',
      { AIS_SKIP_VERIFY_CRT: 'false', AIS_SKIP_VERIFY: 'true' },
      false,
    ],
    ['the newer name, empty', { AIS_SKIP_VERIFY_CRT: '', AIS_SKIP_VERIFY: 'true' }, false],
    ['the newer name, which says yes', { AIS_SKIP_VERIFY_CRT: 'on', AIS_SKIP_VERIFY: 'false' }, true],
  ])('verifies unless the environment says otherwise: %s', async (_, environment, skipVerify) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    expect(await resolve().tls()).toEqual({ skipVerify })
  })

  it('takes the client certificate of the environment only as a pair', async () => {
    vi.stubEnv('AIS_CRT', join(folder, 'missing'))
    expect(await resolve().tls()).toEqual({ skipVerify: false })
    vi.stubEnv('AIS_CRT', await file('crt.pem', 'CRT'))
    vi.stubEnv('AIS_CRT_KEY', await file('key.pem', 'KEY'))
    expect(await resolve().tls()).toEqual({ skipVerify: false, cert: 'CRT', key: 'KEY' })
    expect(await resolve({ tls: { cert: 'A', key: 'B' } }).tls()).toMatchObject({ cert: 'A', key: 'B' })
    expect(refused({ endpoint, tls: { cert: 'A' } })).toBe('tls')
  })

  it('fails the call, not connect, for a certificate file that is missing', async () => {
    vi.stubEnv('AIS_CLIENT_CA', join(folder, 'missing'))
    const connection = connect({ endpoint: 'https://127.0.0.1:1' })
    expect((await failure(connection.clusterMap(), 'LocalFile')).message).toContain('AIS_CLIENT_CA')
    await connection.close()
  })
})
