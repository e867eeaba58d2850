import { connect, isAisError, type Connection } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'
import { describe, expect, it } from 'vitest'
import { Download, Downloads } from '../../src/index.js'

const running = {
  id: 'dnl-1',
  xaction_id: 'x',
  description: '',
  started_time: '2026-11-24T14:55:38.571274818Z',
  finished_time: '1970-01-01T00:00:00Z',
  finished_cnt: 0,
  scheduled_cnt: 1,
  skipped_cnt: 0,
  error_cnt: 0,
  total: 1,
  all_dispatched: true,
  aborted: false,
  current_tasks: [{ name: 'a', downloaded: '1', total: '2' }],
}
const { current_tasks: _, ...still } = running
const done = { ...still, finished_cnt: 1, finished_time: '2026-11-24T14:55:39Z' }

/** A connection that gets one answer after the other, the last one again and again. */
const answering = (...answers: readonly (object | number)[]): { connection: Connection; asked: string[] } => {
  const asked: string[] = []
  const transport = memoryTransport(({ method, url }) => {
    asked.push(`${method} ${new URL(url).pathname}`)
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    return typeof answer === 'number'
      ? { status: answer, body: '{"message":"download job dnl-1 does not exist","status":404}' }
      : { status: 200, body: JSON.stringify(answer) }
  })
  return { connection: connect({ endpoint: 'http://ais.test', transport }), asked }
}

describe('a download', () => {
  it('is watched until it has ended', async () => {
    const { connection, asked } = answering({ id: 'dnl-1' }, running, done)
    const download = await new Downloads(connection).single({ name: 'b' }, 'http://host/a')
    const seen: (string | undefined)[] = []
    for await (const { finishedTime } of download.progress()) seen.push(finishedTime)
    expect(seen).toEqual([undefined, '2026-11-24T14:55:39Z'])
    expect(asked).toEqual(['POST /v1/download', 'GET /v1/download', 'GET /v1/download'])
  })

  it('has ended when it was aborted and nothing moves', async () => {
    const { connection } = answering({ ...running, aborted: true }, { ...still, aborted: true })
    expect(await new Download(connection, 'dnl-1').wait()).toMatchObject({ aborted: true, currentTasks: [] })
  })

  it('that never ends is a timeout', async () => {
    const { connection } = answering(running)
    const error = await new Download(connection, 'dnl-1').wait({ timeoutMs: 30 }).catch((thrown: unknown) => thrown)
    expect(isAisError(error) && error._tag).toBe('Timeout')
  })

  it('that is none is an error', async () => {
    const { connection } = answering(404)
    for (const call of [
      () => new Download(connection, 'dnl-1').wait(),
      () => new Download(connection, 'dnl-1').abort(),
      () => new Download(connection, 'dnl-1').remove(),
    ]) {
      const error = await call().catch((thrown: unknown) => thrown)
      expect(isAisError(error) && error._tag === 'Api' && error.code).toBe('JobNotFound')
    }
  })

  it('without an id is refused', async () => {
    const { connection, asked } = answering(done)
    const error = await new Download(connection, '').wait().catch((thrown: unknown) => thrown)
    expect(isAisError(error) && error._tag).toBe('InvalidInput')
    expect(asked).toEqual([])
  })
})
