import { expect, test } from 'vitest'
import { startFaultProxy, type Fault } from '../src/index.ts'
import { startUpstream } from './upstream.ts'

interface Seen {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/** Whatever a client sees: an answer, or why there was none. */
const ask = async (url: string, init: RequestInit = {}): Promise<Seen | string> => {
  try {
    const response = await fetch(url, init)
    const { status, headers } = response
    return { status, headers, body: Buffer.from(await response.arrayBuffer()) }
  } catch (error) {
    const { cause, message } = error as Error
    return (cause as { code?: string } | undefined)?.code ?? message
  }
}

const spoiled = async (
  fault: Fault,
  init: RequestInit = {},
  at: 'endpoint' | 'node' = 'node',
  onHit: () => void = () => {},
) => {
  await using upstream = await startUpstream()
  await using proxy = await startFaultProxy({ upstream: upstream.url, seed: 1 })
  const rule = proxy.use({ at, fault, onHit })
  const seen = await ask(`${proxy.url}/v1/objects/b/o`, init)
  expect(rule.hits).toBe(1)
  await proxy.idle({}, 20_000)
  return { seen, upstream, proxy }
}

const put = (bytes: number): RequestInit => ({ method: 'PUT', body: Buffer.alloc(bytes, 'p') })

test('without rules everything passes, by the redirect, over fronts of its own', async () => {
  await using upstream = await startUpstream()
  await using proxy = await startFaultProxy({ upstream: upstream.url })
  expect(await ask(`${proxy.url}/v1/objects/b/o`)).toMatchObject({ status: 200, body: upstream.content })
  expect(await ask(`${proxy.url}/v1/objects/b/o`, put(300_000))).toMatchObject({ status: 200 })
  expect(upstream.received.map(({ body, isWhole }) => [body.length, isWhole])).toEqual([
    [0, true],
    [300_000, true],
  ])
  expect(
    proxy.exchanges.map(({ at, method, hasBody, forwardedBytes }) => [at, method, hasBody, forwardedBytes]),
  ).toEqual([
    ['endpoint', 'GET', false, 0],
    ['node', 'GET', false, 0],
    ['endpoint', 'PUT', true, expect.any(Number)],
    ['node', 'PUT', true, 300_000],
  ])
})

test.each<[Fault, string]>([
  [{ kind: 'cut', how: 'fin', at: 'half' }, 'UND_ERR_SOCKET'],
  [{ kind: 'cut', how: 'rst', at: 'half' }, 'ECONNRESET'],
  [{ kind: 'cut-head', how: 'fin' }, 'UND_ERR_SOCKET'],
  [{ kind: 'break', how: 'rst' }, 'ECONNRESET'],
  [{ kind: 'break', how: 'fin' }, 'UND_ERR_SOCKET'],
  [{ kind: 'lose', how: 'rst' }, 'ECONNRESET'],
  [{ kind: 'garbage' }, 'fetch failed'],
])('%j ends the connection', async (fault, code) => {
  expect((await spoiled(fault)).seen).toBe(code)
})

test.each<[Fault, number]>([
  [{ kind: 'stall', at: 10 }, 0],
  [{ kind: 'hang' }, 0],
  [{ kind: 'lose', how: 'hang' }, 0],
  [{ kind: 'hang', at: 1_000 }, 200_000],
])('%j goes on until the client leaves, and then nothing is left', async (fault, bytes) => {
  const leaving = new AbortController()
  const { signal } = leaving
  const init = { ...(bytes === 0 ? {} : put(bytes)), signal }
  const { seen } = await spoiled(fault, init, 'node', () => void setImmediate(() => leaving.abort()))
  expect(seen).toContain('aborted')
})

test.each<[Fault, (content: Buffer) => Buffer]>([
  [{ kind: 'truncate', at: 500 }, (content) => content.subarray(0, 500)],
  [{ kind: 'truncate', at: -1 }, (content) => content.subarray(0, -1)],
  [{ kind: 'longer', bytes: 7, agrees: true }, (content) => Buffer.concat([content, Buffer.from('xxxxxxx')])],
  [{ kind: 'gzip' }, (content) => content],
  [{ kind: 'drip', pieceBytes: 20_000, gapMs: 1 }, (content) => content],
])('%j gives an answer that hangs together', async (fault, expected) => {
  const { seen, upstream } = await spoiled(fault)
  expect(seen).toMatchObject({ status: 200, body: expected(upstream.content) })
})

test('a flipped bit is one bit', async () => {
  const { seen, upstream } = await spoiled({ kind: 'flip', at: 'any' })
  if (typeof seen === 'string') throw new Error(seen)
  const wrong = [...seen.body.entries()].filter(([index, byte]) => byte !== upstream.content[index])
  expect(wrong).toHaveLength(1)
  expect((wrong[0]?.[1] ?? 0) ^ (upstream.content[wrong[0]?.[0] ?? 0] ?? 0)).toBe(0x10)
})

test('ranges are moved, openly or hidden, and dropped', async () => {
  const range = { headers: { range: 'bytes=100-199' } }
  const open = (await spoiled({ kind: 'other-range', byBytes: 5 }, range)).seen as Seen
  expect([open.headers.get('content-range'), open.body[0]]).toEqual(['bytes 105-204/100000', 105])
  const hidden = (await spoiled({ kind: 'other-range', byBytes: 5, isHidden: true }, range)).seen as Seen
  expect([hidden.headers.get('content-range'), hidden.body[0]]).toEqual(['bytes 100-199/100000', 105])
  expect((await spoiled({ kind: 'no-range' }, range)).seen).toMatchObject({ status: 200 })
})

test('headers are set, repeated and taken away', async () => {
  const { seen } = await spoiled({ kind: 'headers', set: { 'ais-version': ['1', '2'], date: undefined } })
  const { headers } = seen as Seen
  expect([headers.get('ais-version'), headers.get('date')]).toEqual(['1, 2', null])
})

test('an answer of its own comes with or before the body, and nothing goes on to the server', async () => {
  const early = await spoiled({ kind: 'answer', status: 503, headers: { 'retry-after': '1' } }, {}, 'endpoint')
  expect(early.seen).toMatchObject({ status: 503 })
  expect(early.upstream.received).toEqual([])
  const late = await spoiled({ kind: 'answer', status: 503, afterBody: true }, put(400_000), 'endpoint')
  expect(late.seen).toMatchObject({ status: 503 })
})

test('an upload is broken where it is said, and the server has that much', async () => {
  const { seen, upstream } = await spoiled({ kind: 'break', how: 'fin', at: 1_000 }, put(200_000))
  expect(seen).toBe('UND_ERR_SOCKET')
  await expect.poll(() => upstream.received).toEqual([expect.objectContaining({ isWhole: false })])
  expect(upstream.received[0]?.body.length).toBe(1_000)
})

test('what the server did is done when its answer is lost or denied', async () => {
  const lost = await spoiled({ kind: 'lose', how: 'rst' }, put(1_000))
  expect(lost.upstream.received).toMatchObject([{ isWhole: true }])
  const denied = await spoiled({ kind: 'deny', status: 500 }, put(1_000))
  expect(denied.seen).toMatchObject({ status: 500 })
  expect(denied.upstream.received).toMatchObject([{ isWhole: true }])
})

test('a bit of an upload turns', async () => {
  const { upstream } = await spoiled({ kind: 'flip-request', at: 0 }, put(100))
  expect(upstream.received[0]?.body.toString()).toBe(`\`${'p'.repeat(99)}`)
})

test('as a gateway it follows the redirect itself', async () => {
  const { seen, proxy } = await spoiled({ kind: 'follow' }, {}, 'endpoint')
  expect(seen).toMatchObject({ status: 200 })
  expect(proxy.exchanges).toHaveLength(1)
})

test('a redirect leads back to where it came from', async () => {
  const { seen } = await spoiled({ kind: 'redirect-loop' }, { redirect: 'manual' }, 'endpoint')
  expect(seen).toMatchObject({ status: 301 })
})

test('rules count, skip and are drawn by the seed', async () => {
  await using upstream = await startUpstream()
  const run = async (seed: number): Promise<string> => {
    await using proxy = await startFaultProxy({ upstream: upstream.url, seed })
    const fault: Fault = { kind: 'answer', status: 503 }
    const rule = proxy.use({ fault, at: 'endpoint', skip: 2, count: 5, probability: 0.5 })
    const statuses: number[] = []
    for (let index = 0; index < 20; index += 1) {
      const seen = await ask(proxy.url)
      statuses.push(typeof seen === 'string' ? 0 : seen.status)
    }
    expect(rule.hits).toBe(5)
    expect(statuses.slice(0, 2)).toEqual([200, 200])
    return statuses.join(' ')
  }
  expect(await run(7)).toBe(await run(7))
  expect(await run(7)).not.toBe(await run(8))
})

test('a node dies, and its work goes to another', async () => {
  await using upstream = await startUpstream()
  await using other = await startUpstream()
  await using proxy = await startFaultProxy({ upstream: upstream.url })
  await ask(proxy.url)
  const [dead = '', alive = ''] = await Promise.all(
    [upstream, other].map(async ({ url }) => {
      const { headers } = await fetch(url, { redirect: 'manual' })
      return new URL(headers.get('location') ?? '').origin
    }),
  )
  await proxy.kill(dead, alive)
  expect(await ask(proxy.url)).toMatchObject({ status: 200 })
  expect(other.received).toHaveLength(1)
})
