import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator.js'
import { follow } from '../support/follow.js'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator({ targets: 2 })
  await follow('POST', `${emulator.endpoint}/v1/buckets/b`, { body: '{"action":"create-bck"}' })
  await follow('PUT', `${emulator.endpoint}/v1/objects/b/a`, { body: '0123456789' })
})
afterAll(() => emulator.close())

const batch = (message: object, path = '/b') =>
  follow('GET', `${emulator.endpoint}/v1/ml/moss${path}`, { body: JSON.stringify(message) })

describe('a batch that is not streamed', () => {
  it('tells of each entry before the archive', async () => {
    const entries = [
      { objname: 'a', bucket: 'b', provider: 'ais', start: 2, length: 3, opaque: '+/+/' },
      { objname: 'none', bucket: 'b', provider: 'ais' },
    ]
    const { status, headers, body } = await batch({ in: entries, coer: true })
    expect(status).toBe(200)
    const boundary = /boundary=(\w+)/.exec(String(headers['content-type']))?.[1] ?? ''
    const [, metadata = '', archive = ''] = body.toString('latin1').split(`--${boundary}`)
    const { uuid, out } = JSON.parse(metadata.slice(metadata.indexOf('{'))) as { uuid: string; out: unknown }
    expect(uuid).toMatch(/^gbt-/)
    expect(out).toEqual([
      { objname: 'a', bucket: 'b', provider: 'ais', opaque: '+/+/', size: 3 },
      {
        objname: 'none',
        bucket: 'b',
        provider: 'ais',
        err_msg: expect.stringContaining('does not exist') as string,
        size: 0,
      },
    ])
    expect(archive).toContain('b/a\0')
    expect(archive).toContain('__404__/b/none\0')
  })

  it('fails as a whole for a range that cannot be', async () => {
    const answer = await batch({ in: [{ objname: 'a', start: 5, length: 100 }], coer: true })
    expect(answer.status).toBe(400)
    expect(answer.body.toString()).toContain('size=10: not satisfiable range [start=5,length=100]')
  })
})

it('a streamed batch that fails ends early, as if it were whole', async () => {
  const { status, headers, body } = await batch({ in: [{ objname: 'none' }], strm: true })
  expect({ status, type: headers['content-type'], body: body.length }).toEqual({
    status: 200,
    type: 'application/x-tar',
    body: 1024,
  })
})

it.each([
  ['nothing', { in: [] }, '/b', 'moss: empty input'],
  ['no bucket', { in: [{ objname: 'a' }] }, '', 'missing bucket specification for object \\"a\\"'],
  ['a range without an end', { in: [{ objname: 'a', start: 5 }] }, '/b', 'not satisfiable range'],
  ['an unknown format', { in: [{ objname: 'a' }], mime: '.rar' }, '/b', 'unknown mime type'],
  ['the URL-safe alphabet', { in: [{ objname: 'a', opaque: '-_-_' }] }, '/b', 'illegal base64 data'],
  ['an unknown way to choose a target', { in: [{ objname: 'a' }] }, '/b?coloc=7', "invalid 'coloc=7'"],
])('%s is refused', async (_, message, path, reason) => {
  const answer = await batch(message, path)
  expect(answer.status).toBe(400)
  expect(answer.body.toString()).toContain(reason)
})
