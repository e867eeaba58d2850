import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator.js'
import { act, follow } from '../support/follow.js'

const url = (emulator: Emulator, name = ''): string =>
  `${emulator.endpoint}/v1/${name === '' ? 'buckets/pics' : `objects/pics/${name}`}?provider=aws`

describe('an emulated cloud', () => {
  it('is behind the buckets of its provider', async () => {
    await using emulator = await startEmulator({ cloud: { aws: ['pics'] } })
    const cloud = emulator.cloud('aws')
    await cloud.putObject('pics', 'sea.jpg', 'blue')
    expect((await follow('HEAD', url(emulator, 'sea.jpg'))).headers['ais-present']).toBe('false')
    const got = await follow('GET', url(emulator, 'sea.jpg'))
    expect(got.body.toString()).toBe('blue')
    expect(got.headers['ais-custom-md']).toContain('source=aws')
    await follow('PUT', url(emulator, 'sky.jpg'), { body: 'bluer' })
    expect(Buffer.from((await cloud.getObject('pics', 'sky.jpg')) ?? []).toString()).toBe('bluer')
    expect(await cloud.deleteObject('pics', 'sky.jpg')).toBe(true)
    expect((await follow('GET', `${url(emulator, 'sky.jpg')}&latest-ver=true`)).status).toBe(404)
  })

  it('lists what the cluster does not hold', async () => {
    await using emulator = await startEmulator({ cloud: { aws: ['pics'] } })
    const cloud = emulator.cloud('aws')
    for (const name of ['a', 'b', 'c']) await cloud.putObject('pics', name, name)
    await follow('GET', url(emulator, 'b'))
    const names = async (flags: number): Promise<unknown> => {
      const { body } = await act('GET', url(emulator), 'list', {
        value: { props: 'name,cached', flags: String(flags) },
      })
      return (JSON.parse(body.toString()) as { entries: readonly { name: string }[] }).entries.map(({ name }) => name)
    }
    expect(await names(512)).toEqual(['a', 'c'])
    expect(await names(1)).toEqual(['b'])
    expect(await names(0)).toEqual(['a', 'b', 'c'])
  })

  it('has no inventories until one is made', async () => {
    await using emulator = await startEmulator({ cloud: { aws: ['pics'] } })
    await emulator.cloud('aws').putObject('pics', 'sea.jpg', 'blue')
    const show = async (): Promise<object> => {
      const { body } = await act('GET', url(emulator), 'show-inventory', {})
      return JSON.parse(body.toString()) as object
    }
    expect(await show()).toEqual({})
    await act('POST', url(emulator), 'create-inventory', { value: {} })
    expect(Object.values(await show())).toMatchObject([{ bucket: 's3://pics', ntotal: 1 }])
  })

  it('has no buckets but those that it was given', async () => {
    await using emulator = await startEmulator({ cloud: { aws: ['pics'] } })
    const other = await follow('GET', `${emulator.endpoint}/v1/objects/b?provider=gcp`.replace('/b?', '/b/o?'))
    expect(JSON.parse(other.body.toString())).toMatchObject({ tcode: 'ErrFailedTo' })
    const missing = await follow('GET', `${emulator.endpoint}/v1/objects/none/o?provider=aws`)
    expect(JSON.parse(missing.body.toString())).toMatchObject({ tcode: 'ErrRemoteBckNotFound', status: 404 })
    expect(() => emulator.cloud('gcp')).toThrow(RangeError)
  })

  it('survives a restart with the rest of the data', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ais-emulator-cloud-'))
    try {
      const first = await startEmulator({ dataDir, cloud: { gcp: ['pics'] } })
      await first.cloud('gcp').putObject('pics', 'sea.jpg', 'blue')
      await first.close()
      await using second = await startEmulator({ dataDir, cloud: { gcp: [] } })
      const got = await follow('GET', `${second.endpoint}/v1/objects/pics/sea.jpg?provider=gs`)
      expect(got.body.toString()).toBe('blue')
    } finally {
      rmSync(dataDir, { recursive: true })
    }
  })
})
