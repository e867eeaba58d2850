import {
  AbortedError,
  ApiError,
  TimeoutError,
  type BucketRef,
  type Operation,
  type RetryOccasion,
  type TimeoutPhase,
} from '@ais/core'
import { describe, expect, it } from 'vitest'
import { waitForArrival } from '../../src/flows/wait-for-arrival.js'
import { getArriving } from '../../src/flows/get-arriving.js'

const remote = { bucket: { name: 'b', provider: 'aws' }, name: 'o' } as const
const context = { operation: 'objects.get' }
const timeout = (phase: TimeoutPhase): TimeoutError => new TimeoutError(phase, 1, 'late', context)
const failed = new ApiError(
  { code: 'NotFound', status: 404, tcode: '', serverMessage: '', retryAfterMs: undefined },
  'no',
  context,
)

interface Scene {
  readonly locks: readonly unknown[]
  readonly size?: unknown
  readonly error?: RetryOccasion['error']
  readonly coldGet?: Partial<RetryOccasion['coldGet']>
}

/** Plays answers to what is asked; gives what was asked and waited, in order. */
const play = async ({ locks, size = 0, error = timeout('headers'), coldGet }: Scene) => {
  const told: string[] = []
  const left = [...locks]
  const answer = async (asked: Operation<unknown>): Promise<unknown> => {
    const presence = asked.query?.['presence']
    told.push(presence === undefined ? asked.name : `${asked.name} presence=${String(presence)}`)
    const given = asked.name === 'objects.head' ? size : left.shift()
    if (given instanceof Error) throw given
    return given
  }
  const occasion: RetryOccasion = {
    error,
    coldGet: { estBandwidthBps: 1_250_000_000, maxColdWaitMs: 180_000, enableRemoteHead: true, ...coldGet },
    send: (asked) => answer(asked) as never,
    pause: async (delayMs) => void told.push(`wait ${delayMs}`),
  }
  const goesOn = await waitForArrival(remote, occasion)
  return { told, goesOn }
}

describe('waiting for an object that the cluster still fetches', () => {
  it('asks for the lock, then the size, then for the lock until it is gone', async () => {
    expect(await play({ locks: ['write', 'write', 'read'], size: 10e9 })).toEqual({
      goesOn: true,
      told: [
        'objects.checkLock',
        'objects.head presence=0',
        'wait 2000',
        'objects.checkLock',
        'wait 4000',
        'objects.checkLock',
      ],
    })
  })

  it.each(['unlocked', 'read', failed])('does not wait where the lock is %s', async (lock) => {
    expect(await play({ locks: [lock] })).toEqual({ goesOn: true, told: ['objects.checkLock'] })
  })

  it('does without a size that cannot be had', async () => {
    const { told, goesOn } = await play({ locks: ['write', failed], size: failed })
    expect(goesOn).toBe(true)
    expect(told).toEqual(['objects.checkLock', 'objects.head presence=0', 'wait 2000', 'objects.checkLock'])
  })

  it('asks the cluster only where the backend must not be asked', async () => {
    const { told } = await play({ locks: ['write', 'unlocked'], coldGet: { enableRemoteHead: false } })
    expect(told[1]).toBe('objects.head presence=2')
  })

  it('gives up after maxColdWaitMs in all', async () => {
    const { told, goesOn } = await play({ locks: Array(9).fill('write'), coldGet: { maxColdWaitMs: 5_000 } })
    expect(goesOn).toBe(false)
    expect(told.filter((one) => one.startsWith('wait'))).toEqual(['wait 2000', 'wait 2000', 'wait 1000'])
  })

  it.each([
    ['another timeout', { error: timeout('connect') }],
    ['a body that stood still', { error: timeout('idle') }],
    ['an error of AIStore', { error: failed }],
    ['an end by the caller', { error: new AbortedError('ended', context) }],
    ['no time for it', { coldGet: { maxColdWaitMs: 0 } }],
  ])('asks nothing after %s', async (_, scene) => {
    expect(await play({ locks: [], ...scene })).toEqual({ goesOn: true, told: [] })
  })

  it('hides no bug', async () => {
    await expect(play({ locks: [new TypeError('a bug')] })).rejects.toThrow('a bug')
  })

  it('is for remote objects only', () => {
    const waits = (bucket: BucketRef): boolean => getArriving({ bucket, name: 'o' }, {}).beforeRetry !== undefined
    expect(waits(remote.bucket)).toBe(true)
    expect(waits({ name: 'b', namespace: { uuid: 'u', name: '' } })).toBe(true)
    expect(waits({ name: 'b' })).toBe(false)
    expect(waits({ name: 'b', namespace: { uuid: '', name: 'ns' } })).toBe(false)
  })
})
