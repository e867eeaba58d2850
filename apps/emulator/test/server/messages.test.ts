import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator.js'
import { act, follow } from '../support/follow.js'

let emulator: Emulator
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ais-promote-'))
  emulator = await startEmulator({ promoteDir: folder })
  await act('POST', `${emulator.endpoint}/v1/buckets/b`, 'create-bck')
  await follow('PUT', `${emulator.endpoint}/v1/objects/b/o`, { body: 'x' })
})
afterAll(async () => {
  await emulator.close()
  await rm(folder, { recursive: true })
})

const messageOf = ({ body }: { readonly body: Buffer }): string =>
  (JSON.parse(body.toString()) as { readonly message: string }).message

describe("what is no message is refused in the words of AIStore's decoder", () => {
  it.each([
    ['this is not json', 'readObjectStart: expect { or n, but found t, error found in #1 byte of ...|this is not|'],
    ['nope', 'skipThreeBytes: expect ull, error found in #2 byte of ...|nope|'],
    ['{"action":5}', 'apc.ActMsg.Action: ReadString: expects " or n, but found 5, error found in #10 byte of'],
    [
      '{"action":"create-bck"',
      'apc.ActMsg.isObjectEnd: object ended prematurely, unexpected char \0, error found in #10',
    ],
    ['[1,2]', 'readObjectStart: expect { or n, but found [, error found in #1 byte of ...|[1,2]|'],
  ])('%s', async (body, words) => {
    const answer = await follow('POST', `${emulator.endpoint}/v1/buckets/c`, { body })
    expect(answer.status).toBe(400)
    expect(messageOf(answer)).toContain(`failed to unmarshal [*apc.ActMsg] (POST), err: ${words}`)
  })

  it('what comes after it is not read', async () => {
    const body = '{"action":"create-bck"} {"action":"destroy-bck"'
    expect((await follow('POST', `${emulator.endpoint}/v1/buckets/d`, { body })).status).toBe(200)
  })

  it('null is a message without an action: the bucket is looked for first', async () => {
    const answer = await follow('POST', `${emulator.endpoint}/v1/buckets/none`, { body: 'null' })
    expect([answer.status, messageOf(answer)]).toEqual([404, 'bucket "ais://none" does not exist'])
  })
})

describe('a plain GET', () => {
  it.each(['/v1/buckets/b', '/v1/buckets/b/what/follows', '/ais/b'])('of %s lists the bucket', async (path) => {
    const { status, body } = await follow('GET', `${emulator.endpoint}${path}`)
    expect([status, JSON.parse(body.toString())]).toMatchObject([200, { entries: [{ name: 'o' }] }])
  })

  it('of a bucket with the type of a message and none in it is refused', async () => {
    const headers = { 'Content-Type': 'application/json' }
    expect((await follow('GET', `${emulator.endpoint}/v1/buckets/b`, { headers })).status).toBe(400)
  })
})

it('files are promoted from the directory that the emulator was given, and from nowhere else', async () => {
  await writeFile(join(folder, 'file'), 'promoted')
  const promote = (src: string) =>
    act('POST', `${emulator.endpoint}/v1/objects/b`, 'promote', { name: src, value: { src, obj: 'p' } })
  expect((await promote(join(folder, 'file'))).status).toBe(200)
  expect((await follow('GET', `${emulator.endpoint}/v1/objects/b/p`)).body.toString()).toBe('promoted')
  const refused = await promote('/var/lib/ais/promote/file')
  expect([refused.status, messageOf(refused)]).toEqual([400, expect.stringContaining(`must be under ${folder}`)])
})

it('the S3 API is refused as what is not emulated', async () => {
  expect((await follow('GET', `${emulator.endpoint}/s3/b`)).status).toBe(501)
})
