import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator.js'
import { follow } from '../support/follow.js'

let source: Server
let origin: string
let emulator: Emulator
/** Lets the answer to `/slow` end. */
let release: () => void

beforeEach(async () => {
  source = createServer((request, response) => {
    if (request.url === '/none') response.writeHead(404).end()
    else if (request.url === '/slow') {
      response.writeHead(200, { 'Content-Length': '10' })
      response.write('01234')
      release = () => response.end('56789')
    } else if (request.url === '/private' && request.headers['x-key'] !== 'right') response.writeHead(401).end()
    else response.end(`content of ${request.url ?? ''}`)
  })
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(source.address() as AddressInfo).port}`
  emulator = await startEmulator({ targets: 2, cloud: { aws: ['pics'] } })
})

afterEach(async () => {
  await emulator.close()
  source.closeAllConnections()
  await new Promise((resolve) => source.close(resolve))
})

const call = async (method: string, path: string, message: object) => {
  const { status, body } = await follow(method, `${emulator.endpoint}/v1/download${path}`, {
    body: JSON.stringify(message),
  })
  return { status, json: (body.length === 0 ? {} : JSON.parse(body.toString())) as Readonly<Record<string, unknown>> }
}

const bucket = { name: 'b', provider: 'ais' }

/** An address at which nothing listens any more. */
const closedAddress = async (): Promise<string> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `127.0.0.1:${port}`
}

const statusOf = async (id: unknown) => (await call('GET', '', { id })).json

/** Asks until the answer fits. */
const until = async (id: unknown, isIt: (status: Readonly<Record<string, unknown>>) => boolean) => {
  for (;;) {
    const status = await statusOf(id)
    if (isIt(status)) return status
  }
}

const run = async (message: object) => {
  const { json } = await call('POST', '', message)
  return until(json['id'], (status) => status['finished_time'] !== '1970-01-01T00:00:00Z')
}

const read = async (name: string, query = 'provider=ais', place = 'b'): Promise<string> =>
  (await follow('GET', `${emulator.endpoint}/v1/objects/${place}/${name}?${query}`)).body.toString()

describe('downloads', () => {
  it('fetch one link into a bucket that they make', async () => {
    const status = await run({ type: 'single', bucket, link: `${origin}/dir/one?x=1` })
    expect(status).toMatchObject({ finished_cnt: 1, error_cnt: 0, total: 1, all_dispatched: true, aborted: false })
    expect(await read('one')).toBe('content of /dir/one?x=1')
    const head = await follow('HEAD', `${emulator.endpoint}/v1/objects/b/one?provider=ais`)
    expect(head.headers).toMatchObject({ 'ais-custom-md': 'source=web' })
  })

  it('fetch what a template stands for', async () => {
    const status = await run({ type: 'range', bucket, template: `${origin}/f-{08..11}`, subdir: 'in' })
    expect(status).toMatchObject({ finished_cnt: 4, total: 4, description: `${origin}/f-{08..11} -> ais://b` })
    expect(await read('in/f-09')).toBe('content of /f-09')
  })

  it('go on after a link that fails, and tell why', async () => {
    const objects = {
      good: `${origin}/good`,
      lost: `${origin}/none`,
      closed: `${origin}/private`,
      dead: `${await closedAddress()}/x`,
    }
    const status = await run({ type: 'multi', bucket, objects })
    expect(status).toMatchObject({ finished_cnt: 1, error_cnt: 3, scheduled_cnt: 4 })
    expect(status['download_errors']).toEqual([
      { name: 'closed', error: `failed to download "${origin}/private": status 401` },
      { name: 'dead', error: expect.stringContaining('ECONNREFUSED') as string },
      { name: 'lost', error: `ErrNotFound: ${origin}/none does not exist` },
    ])
  })

  it('send headers to the source', async () => {
    await run({ type: 'single', bucket, link: `${origin}/private`, headers: { 'X-Key': ['right'] } })
    expect(await read('private')).toBe('content of /private')
  })

  it('bring in a remote bucket, but for what is there', async () => {
    const cloud = emulator.cloud('aws')
    for (const name of ['a.jpg', 'b.jpg', 'c.txt']) await cloud.putObject('pics', name, name)
    await read('a.jpg', 'provider=aws', 'pics')
    const pics = { name: 'pics', provider: 'aws' }
    const status = await run({ type: 'backend', bucket: pics, suffix: '.jpg' })
    expect(status).toMatchObject({ finished_cnt: 2, skipped_cnt: 1, total: -1 })
    await cloud.deleteObject('pics', 'b.jpg')
    await run({ type: 'backend', bucket: pics, synchronize: true })
    const held = async (name: string): Promise<number> =>
      (await follow('HEAD', `${emulator.endpoint}/v1/objects/pics/${name}?provider=aws&presence=2`)).status
    expect([await held('a.jpg'), await held('b.jpg'), await held('c.txt')]).toEqual([200, 404, 200])
  })

  it('tell how far they are, and can be aborted', async () => {
    const { json } = await call('POST', '', { type: 'single', bucket, link: `${origin}/slow` })
    const id = json['id']
    const running = await until(id, (status) => JSON.stringify(status).includes('"downloaded":"5"'))
    expect(running['current_tasks']).toMatchObject([{ name: 'slow', downloaded: '5', total: '10' }])
    expect((await call('GET', '', { only_active_tasks: true })).json).toHaveLength(1)
    expect((await call('DELETE', '/remove', { id })).status).toBe(400)
    expect((await call('DELETE', '/abort', { id })).status).toBe(200)
    expect(await statusOf(id)).toMatchObject({
      aborted: true,
      error_cnt: 1,
      download_errors: [{ name: 'slow', error: 'context canceled' }],
    })
    release()
    expect((await call('DELETE', '/remove', { id })).status).toBe(200)
    expect((await call('GET', '', { id })).status).toBe(404)
    expect((await follow('HEAD', `${emulator.endpoint}/v1/objects/b/slow?provider=ais`)).status).toBe(404)
  })

  it.each([
    [{}, "'type' field is empty"],
    [{ type: 'other', bucket }, 'input does not match any of the supported formats'],
    [{ type: 'single', bucket }, "can not extract a valid 'object_name'"],
    [{ type: 'range', bucket }, "missing 'template'"],
    [{ type: 'range', bucket, template: 'x{0..99999999}' }, 'too many values'],
    [{ type: 'multi', bucket }, 'body should not be empty'],
    [{ type: 'multi', bucket, objects: { a: 1 } }, 'values in map should be strings'],
    [{ type: 'backend', bucket }, 'bucket download requires a remote bucket'],
    [{ type: 'single', bucket: { name: '' }, link: 'x/y' }, 'bucket name is missing'],
    [{ type: 'single', bucket, link: 'x/y', timeout: 'soon' }, 'invalid duration'],
    [{ type: 'single', bucket, link: 'x/y', limits: { connections: -1 } }, 'must be non-negative'],
  ])('refuse %j', async (message, why) => {
    const { status, json } = await call('POST', '', message)
    expect([status, String(json['message'])]).toEqual([400, expect.stringContaining(why)])
  })
})
