import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuthNClient, createUser, login, loginTokenSource, revokeToken, setConfig, updateUser } from '../src/index.js'
import { failure } from './support/authn-server.js'

const password = 'canary-password-"§7'
const token = 'canary-token.with.parts'
const role = { name: 'r', desc: '', clusters: [], buckets: [], isAdmin: false }

/** Quotes all that it was sent, in every way a server could. */
const quote = (body: string, authorization: string): string =>
  JSON.stringify({ message: `bad request: ${body} (${authorization}) ${String(safeValues(body))}`, tcode: 'x' })
const safeValues = (body: string): readonly unknown[] => {
  try {
    return Object.values(JSON.parse(body) as object)
  } catch {
    return []
  }
}

describe('passwords and tokens', () => {
  let server: Server
  let endpoint: string
  let mode: 'quote' | 'hang up' | 'odd' = 'quote'
  const told: unknown[] = []
  const listen = (event: unknown): void => void told.push(event)
  const channels = ['ais:request', 'ais:redirect', 'ais:retry', 'ais:error']

  beforeEach(async () => {
    server = createServer((request, response) => {
      const pieces: Uint8Array[] = []
      request.on('data', (piece: Uint8Array) => pieces.push(piece))
      request.on('end', () => {
        if (mode === 'hang up') return void request.socket.destroy()
        if (mode === 'odd') return void response.end(JSON.stringify({ token: { is: token, password } }))
        response.statusCode = 400
        response.end(quote(Buffer.concat(pieces).toString(), request.headers.authorization ?? ''))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    for (const channel of channels) subscribe(channel, listen)
  })
  afterEach(async () => {
    for (const channel of channels) unsubscribe(channel, listen)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    told.length = 0
  })

  const faces = (value: unknown): string =>
    [
      inspect(value, { depth: Infinity, showHidden: true, getters: true }),
      JSON.stringify(value) ?? '',
      String(value),
      (value as Error).stack ?? '',
    ].join('\n')

  it.each(['quote', 'hang up', 'odd'] as const)('show in no error and no event where servers %s', async (how) => {
    mode = how
    await using authn = new AuthNClient(endpoint, { token, retry: { maxAttempts: 2, baseDelayMs: 1 } })
    const source = loginTokenSource(authn.client, { username: 'u', password })
    const errors = [
      await failure(authn.login('u', password)),
      await failure(source()),
      await failure(authn.client.send(createUser({ username: 'u', password, roles: [role] })).then(refuseNothing)),
      await failure(authn.client.send(updateUser('u', { password })).then(refuseNothing)),
      await failure(authn.client.send(setConfig({ auth: { secret: password } })).then(refuseNothing)),
      await failure(authn.tokenManager().revoke(token).then(refuseNothing)),
      await failure(authn.logout().then(refuseNothing)),
      await failure(authn.client.send(login('u', ' ' + '\n'))),
    ]
    expect(told.length).toBeGreaterThan(8)
    for (const one of [...errors, ...told, authn, authn.client, source]) expect(faces(one)).not.toContain('canary')
  })

  /** Where an answer without content is read as success, there is no error to look at. */
  const refuseNothing = (): never => {
    throw new Error('taken for success')
  }

  it('show in no operation that is printed', () => {
    const operations = [
      login('u', password),
      createUser({ username: 'u', password, roles: [role] }),
      updateUser('u', { password }),
      setConfig({ auth: { secret: password } }),
      revokeToken(token),
    ]
    for (const operation of operations) expect(faces(operation)).not.toContain('canary')
  })
})
