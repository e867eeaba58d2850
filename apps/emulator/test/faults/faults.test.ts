import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator, type Fault } from '../../src/index.js'
import { follow } from '../support/follow.js'

const content = 'content of an object'
let emulator: Emulator
let url = ''
beforeEach(async () => {
  emulator = await startEmulator({ targets: 2 })
  await follow('POST', `${emulator.endpoint}/v1/buckets/b`, { body: '{"action":"create-bck"}' })
  url = `${emulator.endpoint}/v1/objects/b/o`
  await follow('PUT', url, { body: content })
})
afterEach(() => emulator.close())

/** What a GET comes to: the status and the content, or how it failed. */
const read = async (method = 'GET'): Promise<string> => {
  try {
    const { status, body } = await follow(method, url)
    return `${status} ${String(body)}`
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

const fine = `200 ${content}`

describe('a fault', () => {
  it.each<[string, Fault, string]>([
    ['breaks the connection before a request was looked at', { drop: 'request' }, 'ECONNRESET'],
    ['breaks it in place of the answer', { node: 'target', drop: 'answer' }, 'ECONNRESET'],
    ['cuts the content', { node: 'target', cutAtBytes: 7 }, 'ECONNRESET'],
    ['cuts it before its first byte', { node: 'target', cutAtBytes: 0 }, 'ECONNRESET'],
    ['cuts nothing off what is shorter', { node: 'target', cutAtBytes: 700 }, fine],
    ['changes one bit', { node: 'target', corrupt: 0 }, '200 bontent of an object'],
    ['changes nothing beyond the end', { node: 'target', corrupt: 99 }, fine],
    ['waits', { delayMs: 30 }, fine],
  ])('%s', async (_, fault, expected) => {
    const added = emulator.faults.add(fault)
    expect(await read()).toBe(expected)
    expect(added.hits).toBeGreaterThan(0)
    added.remove()
    expect(await read()).toBe(fine)
  })

  it('answers with an error of AIStore, and whatever headers', async () => {
    emulator.faults.add({ node: 'target', status: 503, message: 'too busy', headers: { 'Retry-After': '7' } })
    const { status, headers, body } = await follow('GET', url)
    expect([status, headers['retry-after']]).toEqual([503, '7'])
    expect(JSON.parse(String(body))).toMatchObject({ status: 503, message: 'too busy', method: 'GET' })
  })

  it('lets a change happen when only its answer is dropped, and not when the request is', async () => {
    emulator.faults.add({ route: 'DELETE', node: 'target', drop: 'request', count: 1 })
    expect(await read('DELETE')).toBe('ECONNRESET')
    expect(await read()).toBe(fine)
    emulator.faults.add({ route: 'DELETE', node: 'target', drop: 'answer', count: 1 })
    expect(await read('DELETE')).toBe('ECONNRESET')
    expect(await read()).toMatch(/^404/)
  })

  it('gives exactly the bytes before the cut', async () => {
    emulator.faults.add({ node: 'target', cutAtBytes: 7 })
    const answer = await fetch(url)
    const pieces: Uint8Array[] = []
    const reading = (async () => {
      for await (const piece of answer.body as AsyncIterable<Uint8Array>) pieces.push(piece)
    })()
    await expect(reading).rejects.toThrow()
    expect(String(Buffer.concat(pieces))).toBe(content.slice(0, 7))
  })

  it('stalls until the client goes away', async () => {
    emulator.faults.add({ node: 'target', stallAtBytes: 7 })
    const controller = new AbortController()
    const answer = await fetch(url, { signal: controller.signal })
    const reader = answer.body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(content.slice(0, 7))
    const rest = reader?.read()
    controller.abort()
    await expect(rest).rejects.toThrow()
  })

  it('does not outlive the emulator, stalled or delayed', async () => {
    emulator.faults.add({ node: 'target', stallAtBytes: 0 })
    const slow = emulator.faults.add({ node: 'proxy', delayMs: 3_600_000, skipCount: 1 })
    const stalled = fetch(url)
    await stalled
    const waiting = fetch(url).catch(() => 'gone')
    await expect.poll(() => slow.hits).toBe(1)
    await emulator.close()
    expect(await waiting).toBe('gone')
  })
})

describe('which requests', () => {
  it.each<[string, Fault, boolean]>([
    ['a method', { route: 'GET', status: 500 }, true],
    ['another method', { route: 'PUT', status: 500 }, false],
    ['a path', { route: '/v1/objects/b/', status: 500 }, true],
    ['method and path', { route: 'GET /v1/objects/b/o', status: 500 }, true],
    ['another path', { route: 'GET /v1/objects/c', status: 500 }, false],
    ['an expression', { route: /^GET .*pid=/, status: 500 }, true],
    ['an expression that does not fit', { route: /uploadId/, status: 500 }, false],
    ['the proxy', { node: 'proxy', status: 500 }, true],
    ['a node that there is not', { node: 'tabcdefg', status: 500 }, false],
  ])('are chosen by %s', async (_, fault, isHit) => {
    emulator.faults.add(fault)
    expect(await read()).toMatch(isHit ? /^500/ : /^200/)
  })

  it('are chosen by a node', async () => {
    const faults = emulator.targets.map((node) => emulator.faults.add({ node, delayMs: 0 }))
    await read()
    expect(faults.reduce((sum, { hits }) => sum + hits, 0)).toBe(1)
    const { id } = emulator.target(faults[0]?.hits === 1 ? 0 : 1)
    emulator.faults.clear()
    emulator.faults.add({ node: id, status: 500 })
    expect(await read()).toMatch(/^500/)
  })

  it('are so many, after so many that pass', async () => {
    emulator.faults.add({ node: 'target', status: 500, skipCount: 2, count: 3 })
    const seen: string[] = []
    for (let call = 0; call < 7; call += 1) seen.push((await read()).slice(0, 3))
    expect(seen).toEqual(['200', '200', '500', '500', '500', '200', '200'])
  })

  it('are chosen by chance, the same for the same seed', async () => {
    const run = async (seed: number): Promise<string> => {
      const added = emulator.faults.add({ node: 'target', status: 500, probability: 0.5, seed })
      let seen = ''
      for (let call = 0; call < 24; call += 1) seen += (await read()).slice(0, 1)
      added.remove()
      return seen
    }
    const first = await run(1)
    expect(await run(1)).toBe(first)
    expect(await run(2)).not.toBe(first)
    expect(first).toMatch(/2/)
    expect(first).toMatch(/5/)
  })

  it('is the first fault that is meant for it', async () => {
    emulator.faults.add({ node: 'target', status: 500, count: 1 })
    emulator.faults.add({ node: 'target', status: 503 })
    expect([await read(), await read()].map((answer) => answer.slice(0, 3))).toEqual(['500', '503'])
    emulator.faults.clear()
    expect(await read()).toBe(fine)
  })
})

it.each<[string, Fault]>([
  ['no effect', {}],
  ['two effects', { drop: 'answer', status: 500 }],
  ['a status that is no error', { status: 200 }],
  ['a count of none', { status: 500, count: 0 }],
  ['a probability above one', { status: 500, probability: 2 }],
  ['half a byte', { cutAtBytes: 0.5 }],
  ['a word for a drop', { drop: 'all' as 'answer' }],
  ['a negative delay', { delayMs: -1 }],
])('a fault with %s is refused', (_, fault) => {
  expect(() => emulator.faults.add(fault)).toThrow(RangeError)
})

describe('a target', () => {
  const versionOf = async (): Promise<number> =>
    Number(((await (await fetch(`${emulator.endpoint}/v1/daemon?what=smap`)).json()) as { version: string }).version)

  it('leaves and joins: the map moves, and objects are found', async () => {
    const before = await versionOf()
    const [first, second] = [emulator.target(0), emulator.target(1)]
    for (const target of [first, second]) {
      await target.stop()
      expect(target.isRunning).toBe(false)
      await expect(fetch(target.url)).rejects.toThrow()
      expect(await read()).toBe(fine)
      await target.start()
      expect(target.isRunning).toBe(true)
      expect((await fetch(`${target.url}/v1/health`)).status).toBe(200)
      expect(await read()).toBe(fine)
    }
    expect(await versionOf()).toBe(before + 4)
    const map = (await (await fetch(`${emulator.endpoint}/v1/daemon?what=smap`)).json()) as { tmap: object }
    expect(Object.keys(map.tmap).toSorted()).toEqual([first.id, second.id].toSorted())
  })

  it('still answers a client that was sent to it just before another one joined', async () => {
    const sent = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        await follow('PUT', `${url}${index}`, { body: content })
        return `${url}${index}`
      }),
    )
    await emulator.target(1).stop()
    const asked = await Promise.all(sent.map((each) => fetch(each, { redirect: 'manual' })))
    await emulator.target(1).start()
    for (const { headers } of asked) expect((await fetch(headers.get('location') ?? '')).status).toBe(200)
    // By the new map it holds some of them only.
    const byNew = await Promise.all(
      sent.map((each) => fetch(each.replace(emulator.endpoint, emulator.targets[0] ?? ''))),
    )
    expect(new Set(byNew.map(({ status }) => status))).toEqual(new Set([200, 404]))
  })

  it('may be gone before the cluster notices', async () => {
    const before = await versionOf()
    for (const index of [0, 1]) await emulator.target(index).stop({ unnoticed: true })
    expect(await versionOf()).toBe(before)
    expect(await read()).toBe('ECONNREFUSED')
    await emulator.target(0).stop()
    await emulator.target(0).stop()
    expect(await versionOf()).toBe(before + 1)
    await emulator.target(1).stop()
    expect(await read()).toMatch(/^400 .*no storage targets in the cluster/)
    await emulator.target(1).start()
    await emulator.target(1).start()
    expect(await read()).toBe(fine)
  })

  it('that is not there cannot be had', () => {
    expect(() => emulator.target(2)).toThrow(RangeError)
  })
})
