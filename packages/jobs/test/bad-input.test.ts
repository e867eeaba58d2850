import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { Job } from '../src/index.js'

let sentCount = 0
const connection = connect({
  endpoint: 'http://ais.test',
  transport: memoryTransport(() => {
    sentCount += 1
    return { status: 500 }
  }),
})

const job = new Job(connection, { jobId: 'j' })

const bad: readonly (readonly [what: string, field: string, call: () => unknown])[] = [
  ['the status of a job without id', 'jobId', () => new Job(connection).status()],
  ['the status of a job with only a kind', 'jobId', () => new Job(connection, { jobKind: 'lru' }).status()],
  ['a wait for a job without id', 'jobId', () => new Job(connection).wait()],
  ['a wait until a job without id is idle', 'jobId', () => new Job(connection).waitForIdle()],
  ['a wait for the one node of a job without id', 'jobId', () => new Job(connection).waitSingleNode()],
  ['the progress of a job without id', 'jobId', () => new Job(connection).progress().next()],
  ['an abort of a job with neither id nor kind', 'jobId', () => new Job(connection).abort()],
  ['the total time of a job without id', 'jobId', () => new Job(connection).getTotalTimeMs()],
  ['a start of a job without kind', 'jobKind', () => new Job(connection).start()],
  ['a negative timeout of a wait', 'timeoutMs', () => job.wait({ timeoutMs: -1 })],
  ['a negative timeout of a wait until idle', 'timeoutMs', () => job.waitForIdle({ timeoutMs: -1 })],
  ['a negative timeout of a wait for one node', 'timeoutMs', () => job.waitSingleNode({ timeoutMs: -1 })],
  ['a negative timeout of the progress', 'timeoutMs', () => job.progress({ timeoutMs: -1 }).next()],
  ['a negative timeout of a call', 'timeoutMs', () => job.status({ timeoutMs: -1 })],
  ['a negative time between polls', 'maxPollMs', () => job.wait({ maxPollMs: -1 })],
]

describe('bad input', () => {
  it.each(bad)('%s fails by its field, and nothing is sent', async (_, field, call) => {
    sentCount = 0
    await expect((async () => call())()).rejects.toMatchObject({ _tag: 'InvalidInput', field })
    expect(sentCount).toBe(0)
  })
})
