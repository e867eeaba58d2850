import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator.js'
import { act, follow } from '../support/follow.js'
import { send } from '../support/object-client.js'

let near: Emulator
let far: Emulator

const attach = (alias: string, url: string) =>
  send('PUT', `${near.endpoint}/v1/cluster/attach?what=remote`, {
    headers: { 'Ais-Remote-Ais-Alias': alias, 'Ais-Remote-Ais-Url': url },
  })

const throughNear = (name = '', query = ''): string =>
  `${near.endpoint}/v1/${name === '' ? 'buckets/b' : `objects/b/${name}`}?provider=ais&namespace=%40far%23${query}`
const atFar = (name = ''): string =>
  `${far.endpoint}/v1/${name === '' ? 'buckets/b' : `objects/b/${name}`}?provider=ais`

interface Listed {
  readonly name: string
  readonly size?: string
  readonly version?: string
  readonly flags?: number
}

const list = async (flags: number, props = 'name,size,cached'): Promise<readonly Listed[]> => {
  const value = { props, flags: String(flags) }
  const { body } = await act('GET', throughNear(), 'list', { value })
  return (JSON.parse(body.toString()) as { entries: readonly Listed[] | null }).entries ?? []
}

beforeEach(async () => {
  near = await startEmulator({ targets: 2 })
  far = await startEmulator({ targets: 2 })
  await attach('far', far.endpoint)
  await act('POST', atFar(), 'create-bck')
  await follow('PUT', atFar('one'), { body: 'first' })
  await follow('PUT', atFar('two'), { body: 'second' })
})

afterEach(async () => {
  await near.close()
  await far.close()
})

describe('objects of a remote AIS bucket', () => {
  it('come with the first read and stay', async () => {
    expect((await follow('HEAD', throughNear('one'))).headers).toMatchObject({
      'ais-present': 'false',
      'ais-mirror-copies': '0',
      'content-length': '5',
    })
    const cold = await follow('GET', throughNear('one'))
    expect(cold.body.toString()).toBe('first')
    expect(cold.headers).toMatchObject({ 'ais-custom-md': 'source=ais', 'ais-version': '1' })
    expect((await follow('HEAD', throughNear('one'))).headers['ais-present']).toBe('true')
    await far.close()
    expect((await follow('GET', throughNear('one'))).body.toString()).toBe('first')
    expect((await follow('GET', throughNear('two'))).status).toBe(500)
  })

  it('are read in part when cold', async () => {
    const part = await follow('GET', throughNear('two'), { headers: { Range: 'bytes=1-3' } })
    expect([part.status, part.body.toString()]).toEqual([206, 'eco'])
  })

  it('are written to the other cluster too', async () => {
    const put = await follow('PUT', throughNear('new'), { body: 'through' })
    expect(put.headers).toMatchObject({ 'ais-custom-md': 'source=ais', 'ais-version': '1' })
    expect((await follow('GET', atFar('new'))).body.toString()).toBe('through')
    expect((await follow('HEAD', throughNear('new'))).headers['ais-present']).toBe('true')
  })

  it('are deleted at the other cluster, and evicted here only', async () => {
    await follow('GET', throughNear('one'))
    expect((await act('DELETE', throughNear('one'), 'evict-listrange')).status).toBe(200)
    expect((await act('DELETE', throughNear('one'), 'evict-listrange')).status).toBe(404)
    expect((await follow('HEAD', atFar('one'))).status).toBe(200)
    expect((await follow('DELETE', throughNear('one'))).status).toBe(200)
    expect((await follow('HEAD', atFar('one'))).status).toBe(404)
    expect((await follow('DELETE', throughNear('one'))).status).toBe(404)
  })

  it('are compared with the other cluster where the newest was asked for', async () => {
    await follow('GET', throughNear('one'))
    await follow('PUT', atFar('one'), { body: 'newer content' })
    expect((await follow('GET', throughNear('one'))).body.toString()).toBe('first')
    expect((await follow('HEAD', throughNear('one', '&latest-ver=true'))).status).toBe(409)
    expect((await follow('GET', throughNear('one', '&latest-ver=true'))).body.toString()).toBe('newer content')
    await follow('DELETE', atFar('one'))
    expect((await follow('HEAD', throughNear('one', '&latest-ver=true'))).status).toBe(410)
    expect((await follow('GET', throughNear('one', '&latest-ver=true'))).status).toBe(404)
    expect((await follow('GET', throughNear('one'))).status).toBe(200)
  })

  it('are told missing in the words of the other cluster', async () => {
    const missing = await follow('GET', throughNear('none'))
    const error = JSON.parse(missing.body.toString()) as Readonly<Record<string, unknown>>
    expect(error).toMatchObject({ tcode: 'ErrNotFound', method: 'HEAD', caller: '', status: 404 })
    expect(error['message']).toMatch(/^remote-cluster\[\w+\/@far\]: t\[\w+\]@\w+: ais:\/\/b\/none does not exist$/)
  })

  it('are copied from here; what is copied there may stay here', async () => {
    await act('POST', `${near.endpoint}/v1/buckets/own?provider=ais`, 'create-bck')
    const out = `${throughNear('one')}&object_to=${encodeURIComponent('ais/@#/own/copy')}`
    expect((await follow('PUT', out)).status).toBe(200)
    expect((await follow('GET', `${near.endpoint}/v1/objects/own/copy?provider=ais`)).body.toString()).toBe('first')
    const { body } = await send('GET', `${near.endpoint}/v1/cluster?what=remote`)
    const uuid = (JSON.parse(body.toString()) as { a: [{ uuid: string }] }).a[0].uuid
    const back = (name: string, namespace: string): string =>
      `${near.endpoint}/v1/objects/own/copy?provider=ais&object_to=${encodeURIComponent(`ais/@${namespace}#/b/${name}`)}`
    expect((await follow('PUT', back('alias', 'far'))).status).toBe(404)
    const names = Array.from({ length: 40 }, (_, index) => `back-${index}`)
    for (const name of names) expect((await follow('PUT', back(name, uuid))).status).toBe(200)
    const [here, there] = [new Set<number>(), new Set<number>()]
    for (const name of names) {
      here.add((await follow('HEAD', throughNear(name))).status)
      there.add((await follow('HEAD', atFar(name))).status)
    }
    // Of the two targets, only the one that gets a copy from the other gives it on.
    expect([[...here], [...there].toSorted((one, two) => one - two)]).toEqual([[200], [200, 404]])
  })
})

describe('listings of a remote AIS bucket', () => {
  it('tell what the cluster holds', async () => {
    await follow('GET', throughNear('two'))
    expect(await list(0)).toEqual([
      { name: 'one', size: '5' },
      { name: 'two', size: '6', flags: 64 },
    ])
    expect((await list(1)).map(({ name }) => name)).toEqual(['two'])
  })

  it('tell what differs there', async () => {
    await follow('GET', throughNear('one'))
    await follow('GET', throughNear('two'))
    await follow('PUT', atFar('one'), { body: 'other' })
    await follow('DELETE', atFar('two'))
    expect((await list(4096, 'name,size,version,custom')).map(({ name, flags }) => [name, flags])).toEqual([
      ['one', 64 + 1024],
      ['two', 64 + 2048],
    ])
  })

  it('tell no differences without custom metadata, or of a part of the bucket', async () => {
    for (const [flags, props] of [
      [4096, 'name,size,version'],
      [4096, ''],
      [4096 + 512, 'name,custom'],
      [4096 + 1, 'name,custom'],
      [4096 + 16, 'name,custom'],
    ] as const) {
      const { status } = await act('GET', throughNear(), 'list', { value: { props, flags: String(flags) } })
      expect([status, flags, props]).toEqual([400, flags, props])
    }
  })

  it('count what is there and what is here', async () => {
    await follow('GET', throughNear('two'))
    const ask = async (uuid: string) =>
      (await act('GET', throughNear(), 'summary-bck', { value: { uuid, cached: false } })).body.toString()
    const [summary] = JSON.parse(await ask(await ask(''))) as readonly Readonly<Record<string, object>>[]
    expect(summary?.['ObjCount']).toEqual({ obj_count_present: '1', obj_count_remote: '2' })
    expect(summary?.['TotalSize']).toMatchObject({ size_all_present_objs: '6', size_all_remote_objs: '11' })
  })
})

describe('remote AIS buckets', () => {
  const listBuckets = async (query: string): Promise<unknown> =>
    JSON.parse((await act('GET', `${near.endpoint}/v1/buckets?${query}`, 'list')).body.toString())

  it('are registered when they are met, and forgotten when they are evicted', async () => {
    const uuid = ((await listBuckets('provider=ais&namespace=%40%40%23')) as [{ namespace: { uuid: string } }])[0]
      .namespace.uuid
    const present = 'provider=ais&namespace=%40far%23&presence=2'
    expect(await listBuckets(present)).toEqual([])
    await follow('HEAD', `${throughNear()}&dont_add_remote_bck_md=true`)
    expect(await listBuckets(present)).toEqual([])
    await follow('GET', throughNear('one'))
    expect(await listBuckets(present)).toEqual([{ name: 'b', provider: 'ais', namespace: { uuid, name: '' } }])
    await act('DELETE', `${throughNear()}&keep_bck_md=true`, 'evict-remote-bck')
    expect(await listBuckets(present)).toHaveLength(1)
    expect(await list(1)).toEqual([])
    await act('DELETE', throughNear(), 'evict-remote-bck')
    expect(await listBuckets(present)).toEqual([])
    expect((await follow('HEAD', atFar('one'))).status).toBe(200)
  })

  it('are created and destroyed at the other cluster', async () => {
    const url = `${near.endpoint}/v1/buckets/made?provider=ais&namespace=%40far%23`
    expect((await act('POST', url, 'create-bck')).status).toBe(200)
    expect((await act('POST', url, 'create-bck')).status).toBe(409)
    expect((await follow('HEAD', `${far.endpoint}/v1/buckets/made?provider=ais`)).status).toBe(200)
    expect((await act('DELETE', url, 'destroy-bck')).status).toBe(200)
    expect((await act('DELETE', url, 'destroy-bck')).status).toBe(404)
  })

  it('are gone with their cluster', async () => {
    await follow('GET', throughNear('one'))
    await send('PUT', `${near.endpoint}/v1/cluster/detach?what=remote`, { headers: { 'Ais-Remote-Ais-Alias': 'far' } })
    expect((await follow('GET', throughNear('one'))).status).toBe(404)
    const { body } = await send('GET', `${near.endpoint}/v1/cluster?what=remote`)
    expect(JSON.parse(body.toString())).toEqual({ a: [], ver: 0 })
  })

  it('are refused where the cluster cannot be attached', async () => {
    expect((await attach('x', '')).status).toBe(400)
    expect((await attach('x', 'ftp://127.0.0.1')).status).toBe(400)
    expect((await attach('far', 'http://127.0.0.1:1')).status).toBe(400)
    expect((await attach('dead', 'http://127.0.0.1:1')).status).toBe(200)
    const { body } = await send('GET', `${near.endpoint}/v1/cluster?what=remote`)
    expect((JSON.parse(body.toString()) as { a: readonly unknown[] }).a.at(-1)).toEqual({
      smap: null,
      url: '[http://127.0.0.1:1]',
      alias: 'dead',
      uuid: 'defunct',
    })
  })
})
