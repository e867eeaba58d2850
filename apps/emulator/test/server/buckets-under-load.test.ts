import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator.js'
import { act, follow } from '../support/follow.js'
import { send } from '../support/object-client.js'

/** Sends half of an object, does something, and sends the rest. */
const putAround = async (url: string, during: () => Promise<unknown>): Promise<readonly [number, string]> => {
  const { headers } = await send('PUT', url)
  return new Promise((resolve, reject) => {
    const put = request(headers.location ?? '', { method: 'PUT', agent: false, headers: { 'Content-Length': '20' } })
    put.on('error', reject)
    put.on('response', (response) => {
      response
        .toArray()
        .then((pieces: Buffer[]) => resolve([response.statusCode ?? 0, Buffer.concat(pieces).toString()]))
        .catch(reject)
    })
    put.write('0123456789', () => {
      // The target has begun when it has read what was sent; that is soon after, and before the rest in any case.
      void during().then(() => put.end('0123456789'), reject)
    })
  })
}

describe.each(['memory', 'a directory'])('buckets kept in %s, under load', (where) => {
  let [emulator, folder]: [Emulator | undefined, string] = [undefined, '']
  const url = (path: string): string => `${emulator?.endpoint ?? ''}/v1${path}`
  const create = (name: string) => act('POST', url(`/buckets/${name}`), 'create-bck')
  const names = async (bucket: string): Promise<readonly string[]> => {
    const { body } = await act('GET', url(`/buckets/${bucket}`), 'list', { value: {} })
    const { entries } = JSON.parse(body.toString()) as { readonly entries: readonly { name: string }[] | null }
    return (entries ?? []).map(({ name }) => name)
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ais-load-'))
    emulator = await startEmulator({ targets: 2, ...(where === 'memory' ? {} : { dataDir: folder }) })
  })
  afterAll(async () => {
    await emulator?.close()
    await rm(folder, { recursive: true })
  })

  // As measured on AIStore 5.0.
  it.each([
    ['destroyed', (name: string) => act('DELETE', url(`/buckets/${name}`), 'destroy-bck')],
    ['renamed', (name: string) => act('POST', url(`/buckets/${name}?bck_to=ais/@%23/${name}-new/`), 'move-bck')],
    [
      'made anew',
      async (name: string) => {
        await act('DELETE', url(`/buckets/${name}`), 'destroy-bck')
        await create(name)
      },
    ],
  ])('what is being written into one that is %s is refused, and stored nowhere', async (how, change) => {
    const name = how.replace(' ', '-')
    await create(name)
    const [status, body] = await putAround(url(`/objects/${name}/o`), () => change(name))
    expect([status, body]).toEqual([400, expect.stringContaining(`ais://${name}/o: missing bdir (bucket exists?)`)])
    if (how === 'renamed') expect(await names(`${name}-new`)).toEqual([])
    if (how === 'destroyed') await create(name)
    if (how !== 'renamed') expect(await names(name)).toEqual([])
  })

  it('has every acknowledged write under the new name after a rename', async () => {
    await create('busy')
    const acknowledged: string[] = []
    const put = async (index: number): Promise<void> => {
      const name = `o-${String(index).padStart(3, '0')}`
      if ((await follow('PUT', url(`/objects/busy/${name}`), { body: name })).status === 200) acknowledged.push(name)
    }
    const first = Array.from({ length: 20 }, (_, index) => put(index))
    await first[0]
    const rename = act('POST', url('/buckets/busy?bck_to=ais/@%23/calm/'), 'move-bck')
    await Promise.all([...first, ...Array.from({ length: 20 }, (_, index) => put(20 + index))])
    expect((await rename).status).toBe(200)
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(await names('calm')).toEqual(acknowledged.toSorted())
  })

  it('has all objects in a copy, though others are written meanwhile', async () => {
    await create('source')
    const put = (name: string) => follow('PUT', url(`/objects/source/${name}`), { body: name })
    const before = Array.from({ length: 30 }, (_, index) => `before-${index}`)
    await Promise.all(before.map(put))
    const copy = act('POST', url('/buckets/source?bck_to=ais/@%23/target/'), 'copy-bck', { value: {} })
    await Promise.all(Array.from({ length: 30 }, (_, index) => put(`during-${index}`)))
    const id = (await copy).body.toString()
    for (let isOver = false; !isOver;) {
      const { body } = await follow('GET', url('/cluster?what=status'), {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id }),
      })
      isOver = (JSON.parse(body.toString()) as { end_time: number }).end_time !== 0
    }
    expect(await names('target')).toEqual(expect.arrayContaining(before))
  })
})
