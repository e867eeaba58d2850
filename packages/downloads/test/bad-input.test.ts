import { connect } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { Download, Downloads } from '../src/index.js'

let sentCount = 0
const connection = connect({
  endpoint: 'http://ais.test',
  transport: memoryTransport(() => {
    sentCount += 1
    return { status: 500 }
  }),
})
const bucket = { name: 'b' }
const downloads = new Downloads(connection)

const bad: readonly (readonly [what: string, field: string, call: () => unknown])[] = [
  ['an empty link', 'link', () => downloads.single(bucket, '')],
  ['a template without a range', 'template', () => downloads.range(bucket, 'http://host/a')],
  ['no links', 'links', () => downloads.multi(bucket, [])],
  ['a bucket without a backend', 'bucket', () => downloads.backend(bucket)],
  ['a job without id', 'jobId', () => new Download(connection, '').status()],
  ['a negative timeout', 'timeoutMs', () => new Download(connection, 'd').wait({ timeoutMs: -1 })],
  ['a negative time between polls', 'maxPollMs', () => new Download(connection, 'd').wait({ maxPollMs: -1 })],
]

describe('bad input', () => {
  it.each(bad)('%s fails by its field, and nothing is sent', async (_, field, call) => {
    sentCount = 0
    await expect((async () => call())()).rejects.toMatchObject({ _tag: 'InvalidInput', field })
    expect(sentCount).toBe(0)
  })
})
