import { describe, expect, test } from 'vitest'
import { AbortedError, untilAborted } from '../../src/index.js'

const context = { operation: 'objects.get', subject: 'ais://b/o' }
const forever = (): Promise<never> => new Promise(() => undefined)

describe('work that knows no signal', () => {
  test('gives what it gives, or fails as it fails', async () => {
    const { signal } = new AbortController()
    expect(await untilAborted(async () => 1, undefined, context)).toBe(1)
    expect(await untilAborted(async () => 2, signal, context)).toBe(2)
    await expect(untilAborted(() => Promise.reject(new RangeError('no')), signal, context)).rejects.toThrow(RangeError)
  })

  test("is not waited for once the signal fires, and its later failure is nobody's", async () => {
    const stop = new AbortController()
    const left: Promise<unknown>[] = []
    let fail = (_error: Error): void => undefined
    const work = new Promise<never>((_resolve, reject) => {
      fail = reject
    })
    const waited = untilAborted(
      () => work,
      stop.signal,
      context,
      (one) => left.push(one),
    )
    stop.abort('enough')
    const error: unknown = await waited.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(AbortedError)
    expect(error).toMatchObject({ context, cause: 'enough' })
    expect((error as Error).message).toBe("objects.get ais://b/o: ended by the caller's signal")
    expect(left).toEqual([work])
    fail(new Error('later'))
    await new Promise((resolve) => setImmediate(resolve))
  })

  test('is not begun when the signal has fired before', async () => {
    let isBegun = false
    const work = (): Promise<never> => {
      isBegun = true
      return forever()
    }
    await expect(untilAborted(work, AbortSignal.abort(), context)).rejects.toThrow(AbortedError)
    expect(isBegun).toBe(false)
  })
})
