import { describe, expect, it } from 'vitest'
import { collectText } from '../../src/read/collect.js'
import { memoryTransport } from '../../src/testing.js'
import { TransportFault, type TransportRequest } from '../../src/transport/transport.js'

const request = (more: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'GET',
  url: 'http://nowhere.test/v1/x?y=%23',
  headers: { 'x-own': 'v' },
  signal: new AbortController().signal,
  timeouts: { connectMs: 50, headersMs: 50, idleMs: 50 },
  ...more,
})

const never = new Promise<never>(() => {})

describe('the in-memory transport', () => {
  it('gives a handler the request and the caller its answer, header lines apart', async () => {
    const transport = memoryTransport(({ method, url, headers }) => ({
      status: 206,
      headers: { 'Ais-Custom-Md': ['a=1,2', 'b=3'] },
      body: JSON.stringify({ method, url, headers }),
    }))
    const answer = await transport.exchange(request())
    expect([answer.status, answer.headers.getAll('ais-custom-md')]).toEqual([206, ['a=1,2', 'b=3']])
    expect(JSON.parse(await collectText(answer.body))).toEqual({
      method: 'GET',
      url: 'http://nowhere.test/v1/x?y=%23',
      headers: { 'x-own': 'v' },
    })
    expect(transport.lacks).toEqual([])
  })

  it('hands over streams as they are', async () => {
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('hello ')
      yield new TextEncoder().encode('world')
    }
    const transport = memoryTransport(async ({ body }) => ({
      status: 200,
      body: await collectText(body as AsyncIterable<Uint8Array>),
    }))
    expect(await collectText((await transport.exchange(request({ method: 'PUT', body: source() }))).body)).toBe(
      'hello world',
    )
  })

  it('keeps the bounds of every transport: headers, gaps, signal', async () => {
    await expect(memoryTransport(() => never).exchange(request())).rejects.toMatchObject({ kind: 'headers-timeout' })
    const stalled = memoryTransport(() => ({
      status: 200,
      body: (async function* (): AsyncGenerator<Uint8Array> {
        yield new Uint8Array(1)
        await never
      })(),
    }))
    const stop = new AbortController()
    const asked = memoryTransport(() => never).exchange(request({ signal: stop.signal }))
    stop.abort()
    await expect(asked).rejects.toMatchObject({ kind: 'aborted' })
    expect((await stalled.exchange(request())).status).toBe(200)
  })

  it('passes on the faults that a handler throws', async () => {
    const fault = new TransportFault('reset', 'gone', true)
    await expect(memoryTransport(() => Promise.reject(fault)).exchange(request())).rejects.toBe(fault)
  })
})
