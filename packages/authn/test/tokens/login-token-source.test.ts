import { connect } from '@ais/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loginTokenSource, type LoginTokenOptions } from '../../src/index.js'
import { authnServer, failed, failure, jwt } from '../support/authn-server.js'

const startMs = 1_800_000_000_000
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: startMs })
})
afterEach(() => {
  vi.useRealTimers()
})
const pass = (ms: number): void => {
  vi.setSystemTime(Date.now() + ms)
}

/** A server whose clock is an hour ahead, so that only lives count. */
const server = (seconds: number) => {
  const state = { logins: 0, failing: false }
  const { options, seen } = authnServer(() => {
    state.logins += 1
    return state.failing
      ? failed(500, 'down')
      : { token: jwt(Math.floor(Date.now() / 1000) + 3600, seconds, `login ${state.logins}`) }
  })
  return { state, seen, client: connect(options) }
}
const sourceOf = (seconds: number, more: Partial<LoginTokenOptions> = {}) => {
  const made = server(seconds)
  return { ...made, token: loginTokenSource(made.client, { username: 'u', password: 'secret', ...more }) }
}

describe('a source of tokens that logs in', () => {
  it('does so when it is first asked, and keeps the token until a minute before its end', async () => {
    const { state, token, seen } = sourceOf(3600, { expiresIn: 3600 })
    expect(state.logins).toBe(0)
    const first = await token()
    expect(seen[0]).toMatchObject({ call: 'POST /v1/users/u', body: { password: 'secret', expires_in: 3.6e12 } })
    pass(3_539_000)
    expect(await token()).toBe(first)
    pass(1_000)
    expect(await token()).not.toBe(first)
    expect(state.logins).toBe(2)
  })

  it('logs in once for however many wait', async () => {
    const { state, token } = sourceOf(3600)
    const all = await Promise.all(Array.from({ length: 100 }, () => token()))
    expect(new Set(all).size).toBe(1)
    pass(3_550_000)
    await Promise.all(Array.from({ length: 100 }, () => token()))
    expect(state.logins).toBe(2)
  })

  it.each([
    ['a fifth of a short life', 60, undefined, 48_000],
    ['what is said', 3600, 600_000, 3_000_000],
    ['half of the life at most', 100, 1e9, 50_000],
  ])('renews before the end by %s', async (_, seconds, renewBeforeMs, renewedAfterMs) => {
    const { state, token } = sourceOf(seconds, renewBeforeMs === undefined ? {} : { renewBeforeMs })
    await token()
    pass(renewedAfterMs - 1)
    await token()
    expect(state.logins).toBe(1)
    pass(1)
    await token()
    expect(state.logins).toBe(2)
  })

  it('uses the token before as long as it is valid where a renewal fails, and tries again after a while', async () => {
    const { state, token } = sourceOf(3600)
    const first = await token()
    state.failing = true
    pass(3_550_000)
    expect(await token()).toBe(first)
    expect(await token()).toBe(first)
    expect(state.logins).toBe(2)
    pass(5_000)
    expect(await token()).toBe(first)
    expect(state.logins).toBe(3)
    pass(50_000)
    expect(await failure(token())).toMatchObject({ _tag: 'Api', status: 500 })
    state.failing = false
    expect(await token()).not.toBe(first)
  })

  it('fails every waiting call when the first login fails, and tries again with the next', async () => {
    const { state, token } = sourceOf(3600)
    state.failing = true
    const outcomes = await Promise.allSettled([token(), token()])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    state.failing = false
    expect(await token()).toContain('.')
    expect(state.logins).toBe(2)
  })

  it('asks for the password before every login', async () => {
    const passwords = ['one!', 'two!']
    const { token, seen } = sourceOf(3600, { password: () => Promise.resolve(passwords.shift() ?? '') })
    await token()
    pass(3_600_000)
    await token()
    expect(seen.map(({ body }) => body)).toEqual([{ password: 'one!' }, { password: 'two!' }])
    const failing = sourceOf(60, { password: () => Promise.reject(new Error('canary')) })
    const error = await failure(failing.token())
    expect(error).toMatchObject({ _tag: 'InvalidInput', field: 'password' })
    expect(error.cause).toBeUndefined()
  })

  it('keeps a token that tells nothing of its life for as long as it was asked for', async () => {
    const { options, seen } = authnServer({ 'POST /v1/users/u': { token: 'opaque' } })
    const token = loginTokenSource(connect(options), { username: 'u', password: 'secret', expiresIn: 60 })
    await token()
    pass(47_000)
    await token()
    expect(seen).toHaveLength(1)
    pass(1_000)
    await token()
    expect(seen).toHaveLength(2)
  })

  it('serves a connection: its calls wait for one login and carry the token', async () => {
    const { state, token } = sourceOf(3600)
    const { options, seen } = authnServer({})
    await using connection = connect({ ...options, token })
    const call = { name: 'x.y', method: 'GET', path: '/v1/x', idempotent: true, read: () => 0 } as const
    await Promise.all([connection.send(call), connection.send(call)])
    expect(state.logins).toBe(1)
    expect(seen.map(({ authorization }) => authorization)).toEqual(Array(2).fill(`Bearer ${await token()}`))
  })

  it('refuses a time that cannot be, a blank password and a blank user', async () => {
    const { client } = server(60)
    expect(() => loginTokenSource(client, { username: 'u', password: 'p', renewBeforeMs: -1 })).toThrowError(
      expect.objectContaining({ _tag: 'InvalidInput', field: 'renewBeforeMs' }),
    )
    expect(await failure(sourceOf(60, { password: ' ' }).token())).toMatchObject({ field: 'password' })
    expect(await failure(sourceOf(60, { username: '' }).token())).toMatchObject({ field: 'username' })
  })
})
