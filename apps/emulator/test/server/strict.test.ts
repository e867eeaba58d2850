import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/index.js'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, message?: unknown) => {
  const { statusCode, body } = await request(emulator.endpoint + path, {
    method,
    body: message === undefined ? null : JSON.stringify(message),
  })
  const text = await body.text()
  return {
    status: statusCode,
    message: text.startsWith('{') ? (JSON.parse(text) as { message?: string }).message : text,
  }
}

describe('what the emulator does not have', () => {
  it.each([
    ['PUT', '/v1/cluster/load-x509', {}],
    ['PUT', '/v1/cluster', { action: 'shutdown' }],
  ] as const)('is refused as such: %s %s', async (method, path, message) => {
    const answer = await ask(method, path, message)
    expect(answer.status).toBe(501)
    expect(answer.message).toContain('not emulated')
  })

  it('is told from what AIStore does not have either', async () => {
    await ask('POST', '/v1/buckets/b', { action: 'create-bck' })
    expect(await ask('GET', '/v1/nothing')).toMatchObject({
      status: 400,
      message: expect.stringContaining('invalid request URI') as string,
    })
    expect(await ask('GET', '/v1/cluster?what=nothing')).toMatchObject({ status: 400 })
    expect(await ask('POST', '/v1/buckets/b', { action: 'nothing' })).toMatchObject({
      status: 400,
      message: 'invalid action "nothing"',
    })
    expect(await ask('POST', '/v1/buckets/b', { action: 'add-remote-bck' })).toMatchObject({ status: 501 })
    expect((await ask('DELETE', '/v1/health')).status).toBe(200)
  })
})
