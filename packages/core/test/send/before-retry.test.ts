import { describe, expect, it } from 'vitest'
import type { RetryOccasion } from '../../src/operation.js'
import { connectTo, failure, operation, serve, signalled } from '../servers/fixture.js'
import { reply } from '../servers/test-server.js'

describe('an operation that is asked before it is tried again', () => {
  it('sees what happened, may send others, and goes on', async () => {
    const server = await serve(({ url }, response, nth) =>
      reply(response, nth === 0 ? 503 : 200, {}, url.includes('/other') ? 'other' : 'done'),
    )
    const seen: RetryOccasion[] = []
    const call = operation({
      beforeRetry: async (occasion) => {
        seen.push(occasion)
        expect(await occasion.send(operation({ path: '/v1/other' }))).toBe('other')
        return true
      },
    })
    const coldGet = { estBandwidthBps: 7, enableRemoteHead: false }
    expect(await connectTo(server.url, { retry: { coldGet } }).send(call)).toBe('done')
    expect(server.seen.map(({ url }) => url)).toEqual(['/v1/objects/b/o', '/v1/other', '/v1/objects/b/o'])
    expect(seen).toMatchObject([
      { error: { _tag: 'Api', status: 503 }, coldGet: { ...coldGet, maxColdWaitMs: 180_000 } },
    ])
  })

  it('fails with what happened where it does not go on', async () => {
    const server = await serve((_, response) => reply(response, 503))
    const error = await failure(connectTo(server.url).send(operation({ beforeRetry: async () => false })), 'Api')
    expect(error.context.attempt).toBe(1)
    expect(server.seen).toHaveLength(1)
  })

  it('is not asked where there is no second attempt', async () => {
    const server = await serve((_, response) => reply(response, 404))
    const beforeRetry = (): never => {
      throw new Error('asked')
    }
    await failure(connectTo(server.url).send(operation({ beforeRetry })), 'Api')
  })

  it.each(['signal', 'deadline'] as const)('may take no longer than the call lives: %s', async (way) => {
    const server = await serve((_, response) => reply(response, 503))
    const asked = signalled()
    const never = new Promise<boolean>(() => {})
    const controller = new AbortController()
    const call = connectTo(server.url).send(
      operation({
        beforeRetry: () => {
          asked.fire()
          return never
        },
      }),
      { signal: controller.signal, ...(way === 'deadline' ? { timeoutMs: 500 } : {}) },
    )
    const failed = failure(call, way === 'signal' ? 'Aborted' : 'Timeout')
    await asked.done
    if (way === 'signal') controller.abort()
    await failed
  })

  it('asks and waits no longer than the call lives', async () => {
    const asked = signalled()
    const server = await serve(({ url }, response) => {
      if (url.includes('/other')) asked.fire()
      else reply(response, 503)
    })
    const controller = new AbortController()
    const ends: string[] = []
    const over = signalled()
    const call = connectTo(server.url).send(
      operation({
        beforeRetry: async (occasion) => {
          const other = failure(occasion.send(operation({ path: '/v1/other' })), 'Aborted')
          const paused = occasion.pause(60_000).then(() => ends.push('paused'))
          await other
          await paused
          ends.push('over')
          over.fire()
          return true
        },
      }),
      { signal: controller.signal },
    )
    const failed = failure(call, 'Aborted')
    await asked.done
    expect(ends).toEqual([])
    controller.abort()
    expect((await failed).context).toMatchObject({ operation: 'test.call', subject: 'ais://b/o', attempt: 1 })
    await over.done
    expect(ends).toEqual(['paused', 'over'])
  })

  it('may ask with a time limit of its own', async () => {
    const server = await serve(({ url }, response, nth) => {
      if (!url.includes('/other')) reply(response, nth === 0 ? 503 : 200, {}, 'done')
    })
    const call = operation({
      beforeRetry: async (occasion) => {
        const error = await failure(occasion.send(operation({ path: '/v1/other' }), { timeoutMs: 20 }), 'Timeout')
        return error.timeoutMs === 20
      },
    })
    expect(await connectTo(server.url).send(call)).toBe('done')
  })
})
