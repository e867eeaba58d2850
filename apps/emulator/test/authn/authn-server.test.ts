import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/index.js'
import { ask, logIn } from './authn-http.js'

const authnOf = ({ authnEndpoint }: Emulator): string => {
  if (authnEndpoint === undefined) throw new Error('no AuthN server')
  return authnEndpoint
}

const uuidOf = async (emulator: Emulator, token: string): Promise<string> => {
  const { text } = await ask('GET', `${emulator.endpoint}/v1/daemon?what=smap`, { token })
  return (JSON.parse(text) as { uuid: string }).uuid
}

describe('an AuthN server', () => {
  let emulator: Emulator
  let authn: string
  let token: string
  beforeAll(async () => {
    emulator = await startEmulator({ authn: { adminPassword: 'topsecret' } })
    authn = authnOf(emulator)
    token = await logIn(authn, 'admin', 'topsecret')
  })
  afterAll(() => emulator.close())

  // Statuses and words measured on a real server.
  it.each([
    ['POST', '/v1/users/admin', 401, 'empty password', {}],
    [
      'POST',
      '/v1/users/admin',
      400,
      /^\/v1\/users\/admin: failed to unmarshal \[\*authn\.LoginMsg\] \(POST\), err: EOF/,
      '',
    ],
    ['POST', '/v1/users/admin', 400, /failed to unmarshal/, { password: 'topsecret', expires_in: '1h' }],
    ['POST', '/v1/users/admin', 400, /must be 0 or >= 1m$/, { password: 'topsecret', expires_in: 1e9 }],
    [
      'POST',
      '/v1/users/admin',
      400,
      /cannot exceed configured max token age: 2160h0m$/,
      { password: 'topsecret', expires_in: 9e15 },
    ],
    ['GET', '/v1/users/a/b', 400, 'invalid request', undefined],
    ['DELETE', '/v1/users', 400, "URL 'v1/users' is too short: expected 3 items, got 2", undefined],
    [
      'DELETE',
      '/v1/clusters',
      400,
      'AuthN: failed to delete cluster undefined, err: cluster name or ID not defined',
      undefined,
    ],
    ['PUT', '/v1/roles/any', 400, 'Invalid request', 'nope'],
    [
      'PUT',
      '/v1/roles/Admin',
      403,
      'AuthN: failed to update role Admin, err: cannot modify built-in "Admin" role',
      { desc: 'x' },
    ],
    ['POST', '/v1/roles', 400, /failed to unmarshal/, { name: 'q', clusters: [{ id: 'x', perm: 7 }] }],
    ['POST', '/v1/users', 400, /failed to unmarshal/, { id: 'q', pass: 'x', roles: ['r'] }],
    ['PUT', '/v1/clusters/x', 400, 'AuthN: failed to update cluster x, err: cluster ID is undefined', { alias: 'x' }],
    ['PUT', '/v1/daemon', 400, 'invalid config update: configuration is empty', {}],
    [
      'PUT',
      '/v1/daemon',
      400,
      /^invalid configuration: invalid auth\.expiration_time=30s/,
      { auth: { expiration_time: '30s' } },
    ],
    ['PUT', '/v1/daemon', 400, /cannot exceed auth\.max_token_age=2160h0m$/, { auth: { expiration_time: '9000h' } }],
    [
      'PUT',
      '/v1/daemon',
      400,
      'invalid config update: invalid log.level=9 (expected value between 0 and 5)',
      { log: { level: '9' } },
    ],
    ['PUT', '/v1/daemon', 400, 'Invalid request', { auth: { expiration_time: 7 } }],
    [
      'POST',
      '/v1/clusters',
      400,
      /cannot reach http:\/\/127\.0\.0\.1:1$/,
      { id: 'i', alias: 'a', urls: ['http://127.0.0.1:1'] },
    ],
  ])('answers %s %s with %i %s', async (method, path, status, message, body) => {
    const told = await ask(method, authn + path, { token, ...(body === undefined ? {} : { body }) })
    expect([told.status, told.message]).toEqual([
      status,
      typeof message === 'string' ? message : expect.stringMatching(message),
    ])
  })

  it('tells which methods there are, and what it does not have', async () => {
    expect((await ask('POST', `${authn}/v1/daemon`, { token })).headers.get('allow')).toBe('PUT, GET')
    expect((await ask('OPTIONS', `${authn}/v1/users`)).headers.get('allow')).toBe('DELETE, GET, POST, PUT')
    expect(await ask('GET', `${authn}/v1/nosuch`)).toMatchObject({ status: 404, text: '404 page not found\n' })
  })

  it('signs with another secret when it is told one, and no longer takes what it signed before', async () => {
    await using other = await startEmulator({ authn: { secret: 'first' } })
    const before = await logIn(authnOf(other), 'admin', 'admin')
    await ask('PUT', `${authnOf(other)}/v1/daemon`, { token: before, body: { auth: { secret: 'second' } } })
    expect(await ask('GET', `${authnOf(other)}/v1/users`, { token: before })).toMatchObject({
      status: 401,
      message: expect.stringContaining('signature is invalid') as string,
    })
    const after = await logIn(authnOf(other), 'admin', 'admin')
    expect((await ask('GET', `${authnOf(other)}/v1/users`, { token: after })).status).toBe(200)
  })

  it('gives tokens the life that it is configured to give', async () => {
    await ask('PUT', `${authn}/v1/daemon`, { token, body: { auth: { expiration_time: '90m' }, log: { level: '4' } } })
    const { text } = await ask('GET', `${authn}/v1/daemon`, { token })
    expect(JSON.parse(text)).toMatchObject({ auth: { expiration_time: '1h30m' }, log: { level: '4' } })
    const { iat = 0, exp = 0 } = decodeJwt(await logIn(authn, 'admin', 'topsecret'))
    expect(exp - iat).toBe(5400)
  })

  it('joins what the roles of a user permit', async () => {
    const role = (name: string, perm: string) =>
      ask('POST', `${authn}/v1/roles`, { token, body: { name, clusters: [{ id: 'c', perm }] } })
    await role('one', '1')
    await role('two', '9223372036854775810')
    const body = { id: 'both', pass: 'secret', roles: [{ name: 'one' }, { name: 'two' }, { name: 'nosuch' }] }
    expect((await ask('POST', `${authn}/v1/users`, { token, body })).status).toBe(200)
    expect(decodeJwt(await logIn(authn, 'both', 'secret'))).toMatchObject({
      sub: 'both',
      aud: ['c'],
      admin: false,
      clusters: [{ id: 'c', perm: '9223372036854775811' }],
    })
  })
})

describe('an AuthN server with a key pair', () => {
  it('tells the public key, and signs with a new one when it is rotated', async () => {
    await using emulator = await startEmulator({ authn: { signing: 'RS256' } })
    const authn = authnOf(emulator)
    const token = await logIn(authn, 'admin', 'admin')
    const jwks = await ask('GET', `${authn}/.well-known/jwks.json`)
    expect(jwks.headers.get('cache-control')).toBe('max-age=86400, public')
    const keys = createLocalJWKSet(JSON.parse(jwks.text) as JSONWebKeySet)
    expect((await jwtVerify(token, keys)).payload.sub).toBe('admin')
    expect((await ask('GET', `${authn}/v1/public-key`)).text).toContain('BEGIN PUBLIC KEY')
    expect((await ask('GET', `${emulator.endpoint}/v1/daemon?what=smap`, { token })).status).toBe(200)

    expect((await ask('POST', `${authn}/v1/rotate-key`)).status).toBe(401)
    expect((await ask('POST', `${authn}/v1/rotate-key`, { token })).status).toBe(200)
    expect((await ask('GET', `${emulator.endpoint}/v1/daemon?what=smap`, { token })).status).toBe(401)
    await expect(jwtVerify(await logIn(authn, 'admin', 'admin'), keys)).rejects.toThrow()
  })
})

describe('what an AuthN server has', () => {
  it('survives a restart where there is a data directory', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ais-authn-'))
    try {
      const first = await startEmulator({ dataDir, authn: { adminName: 'root', adminPassword: 'topsecret' } })
      const admin = await logIn(authnOf(first), 'root', 'topsecret')
      const id = await uuidOf(first, admin)
      await ask('POST', `${authnOf(first)}/v1/clusters`, {
        token: admin,
        body: { id, alias: 'c', urls: [first.endpoint] },
      })
      const user = { id: 'u', pass: 'secret', roles: [{ name: 'ClusterOwner-c' }] }
      await ask('POST', `${authnOf(first)}/v1/users`, { token: admin, body: user })
      const revoked = await logIn(authnOf(first), 'u', 'secret', 3600e9)
      expect((await ask('DELETE', `${authnOf(first)}/v1/tokens`, { body: { token: revoked } })).status).toBe(200)
      await first.close()

      await using second = await startEmulator({ dataDir, authn: { adminPassword: 'ignored: there is one already' } })
      const buckets = `${second.endpoint}/v1/buckets?provider=ais`
      expect((await ask('GET', buckets, { token: admin })).status).toBe(200)
      expect((await ask('GET', buckets, { token: await logIn(authnOf(second), 'u', 'secret') })).status).toBe(200)
      expect(await ask('GET', buckets, { token: revoked })).toMatchObject({
        status: 401,
        message: expect.stringContaining('token revoked') as string,
      })
      expect((await ask('GET', `${authnOf(second)}/v1/users/u`, { token: revoked })).message).toContain('token revoked')
      const { text } = await ask('GET', `${authnOf(second)}/v1/roles/ClusterOwner-c`)
      expect(JSON.parse(text)).toMatchObject({ clusters: [{ id, alias: 'c', perm: '18446744073709551615' }] })
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  it.each([{ secret: '' }, { adminPassword: '' }])('is not made with %j', async (authn) => {
    await expect(startEmulator({ authn })).rejects.toThrow(RangeError)
  })
})
