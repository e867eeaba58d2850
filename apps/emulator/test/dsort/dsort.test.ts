import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator, type Emulator } from '../../src/emulator.js'
import { send } from '../support/object-client.js'

type Files = readonly (readonly [string, string])[]

const tarOf = async (files: Files): Promise<Uint8Array> => {
  const archive = pack()
  for (const [name, text] of files) archive.entry({ name }, text)
  archive.finalize()
  const pieces: Uint8Array[] = []
  for await (const piece of archive as AsyncIterable<Uint8Array>) pieces.push(piece)
  return Buffer.concat(pieces)
}

interface Info {
  readonly Metrics: { readonly errors?: readonly string[]; readonly shard_creation: { readonly created_count: string } }
  readonly archived: boolean
}

const shards: readonly Files[] = [
  [
    ['c.txt', 'c0'],
    ['a.txt', 'a0'],
  ],
  [
    ['b.txt', 'b1'],
    ['a.txt', 'a1'],
    ['a-b.txt', 'x1'],
  ],
]

const folder = mkdtempSync(join(tmpdir(), 'ais-dsort-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each([
  ['memory', {}],
  ['files', { dataDir: folder }],
])('a sort of shards kept in %s', (_name, store) => {
  let emulator: Emulator
  let outputs = 0
  const texts = new Map<string, string>()
  const maps = createServer(({ url }, answer) => answer.end(texts.get(url ?? '') ?? ''))
  let mapsUrl = ''

  const call = (method: string, path: string, body?: string | Uint8Array): Promise<Response> =>
    fetch(`${emulator.endpoint}/v1/${path}`, { method, ...(body === undefined ? {} : { body: body as BodyInit }) })

  beforeAll(async () => {
    emulator = await startEmulator({ targets: 3, ...store })
    await new Promise<void>((resolve) => maps.listen(0, '127.0.0.1', resolve))
    mapsUrl = `http://127.0.0.1:${(maps.address() as AddressInfo).port}`
    await call('POST', 'buckets/in', '{"action":"create-bck"}')
    for (const [index, files] of shards.entries()) await call('PUT', `objects/in/in-${index}.tar`, await tarOf(files))
  })
  afterAll(async () => {
    maps.close()
    await emulator.close()
  })

  /** Sorts, and reads what came of it: paths and contents, shard by shard, in their order. */
  const sort = async (more: Readonly<Record<string, unknown>>) => {
    const bucket = `out-${(outputs += 1)}`
    const answer = await call(
      'POST',
      'sort',
      JSON.stringify({
        input_bck: { name: 'in', provider: 'ais' },
        input_format: { template: 'in-{0..1}' },
        input_extension: '.tar',
        output_bck: { name: bucket, provider: 'ais' },
        output_format: 'o-{0..9}',
        output_shard_size: '4B',
        ...more,
      }),
    )
    const id = await answer.text()
    if (answer.status !== 200) return { status: answer.status, errors: [id], shards: {} as Record<string, string[]> }
    const infosOf = async (): Promise<readonly Info[]> =>
      Object.values((await (await call('GET', `sort?uuid=${id}`)).json()) as Record<string, Info>)
    await expect.poll(infosOf).toSatisfy((all: readonly Info[]) => all.every(({ archived }) => archived))
    const infos = await infosOf()
    // fetch sends no body with GET.
    const list = await send('GET', `${emulator.endpoint}/v1/buckets/${bucket}`, {
      body: '{"action":"list","value":{"flags":"8"}}',
    })
    const { entries } = JSON.parse(String(list.body)) as { entries: { name: string; flags: number }[] | null }
    const found: Record<string, string[]> = {}
    for (const { name } of entries ?? []) {
      const [shard = '', path] = name.split(/(?<=\.(?:tar|tgz|zip))\//)
      found[shard] ??= []
      if (path === undefined) continue
      const content = await call('GET', `objects/${bucket}/${shard}?archpath=${encodeURIComponent(path)}`)
      found[shard].push(`${path}=${await content.text()}`)
    }
    return { status: 200, errors: [...new Set(infos.flatMap(({ Metrics }) => Metrics.errors ?? []))], shards: found }
  }

  it.each(['.tar', '.tgz', '.zip'])(
    'writes %s; records are ordered by path, those of one name stay apart',
    async (extension) => {
      // 'a-b.txt' is before 'a.txt', as paths are; a record counts its content only.
      const result = await sort({ output_extension: extension, algorithm: { kind: 'alphanumeric' } })
      expect(result.errors).toEqual([])
      expect(Object.keys(result.shards)).toEqual(['o-0', 'o-1', 'o-2'].map((name) => name + extension))
      expect(result.shards[`o-0${extension}`]).toContain('a-b.txt=x1')
      expect(result.shards[`o-2${extension}`]).toEqual(['c.txt=c0'])
    },
  )

  it('without a size fills as many shards as there are names', async () => {
    const { shards: made } = await sort({ output_format: 'o-{0..1}', output_shard_size: '' })
    expect(Object.keys(made)).toEqual(['o-0.tar', 'o-1.tar'])
    expect(made['o-1.tar']).toEqual(['b.txt=b1', 'c.txt=c0'])
  })

  it('fails when names run out', async () => {
    const { errors } = await sort({ output_format: 'o-{0..1}', output_shard_size: '1B' })
    expect(errors).toEqual(['number of shards to be created exceeds expected number of shards (2)'])
  })

  it('writes nothing in a dry run', async () => {
    expect(await sort({ dry_run: true })).toMatchObject({ errors: [], shards: {} })
  })

  it.each<[string, string, readonly string[], Readonly<Record<string, readonly string[]>>]>([
    ['JSON', '{"n-{0..5}":["^a"],"m-%d.tar":["^[bc]"]}', [], { 'm-0.tar': ['b.txt=b1', 'c.txt=c0'], 'n-0': [] }],
    [
      'lines',
      '^a\tn-%03d.tar\n\n  ^[bc]\\.txt\tm-@1.tar\n',
      [],
      {
        'm-0.tar': ['b.txt=b1', 'c.txt=c0'],
        'n-000.tar': expect.arrayContaining(['a-b.txt=x1', 'a.txt=a0']) as string[],
      },
    ],
    ['nothing for a record', '{"n-{0..5}.tar":["^a"]}', ['"b.txt" in external key map: no match found'], {}],
    [
      'two for a record',
      '{"n-{0..5}.tar":["a","a-b","[bc]"]}',
      ['"a-b.txt" in external key map: multiple matches'],
      {},
    ],
    ['a line of one word', 'word\n', ['malformed line (0) in external key map: word'], {}],
    ['a template without range', '{"n.tar":["."]}', ['template'], {}],
    ['no pattern', '{"n-{0..1}.tar":["["]}', ['error parsing regexp: missing closing '], {}],
  ])('is held to a map: %s', async (name, text, errors, made) => {
    texts.set(`/${encodeURIComponent(name)}`, text)
    const result = await sort({ ekm_file: `${mapsUrl}/${encodeURIComponent(name)}`, output_shard_size: '1MB' })
    expect(result.errors).toHaveLength(errors.length)
    for (const [index, error] of errors.entries()) expect(result.errors[index]).toContain(error)
    expect(result.shards).toMatchObject(made)
  })

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['a map without size', { ekm_file: 'http://ais.test/m', output_shard_size: '' }],
    ['names without end and no size', { output_format: 'o-%d', output_shard_size: '' }],
    ['an output that is no template', { output_format: 'out' }],
    ['a size that is none', { output_shard_size: 'big' }],
    ['an unknown extension', { output_extension: '.rar' }],
  ])('is refused: %s', async (_what, more) => {
    expect((await sort(more)).status).toBe(400)
  })
})
