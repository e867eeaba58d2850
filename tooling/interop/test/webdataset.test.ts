import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, DataAttribute, DatasetConfig, LabelAttribute } from '@ais/client'
import { DataShard, writeRecords, type DatasetRecord } from '@ais/dataset'
import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPython, pythonWithSdk, runScript } from '../src/python-sdk.js'

const found = findPython()
const describePython = found === undefined && process.env['CI'] !== 'true' ? describe.skip : describe

/** Bytes that look random and are the same every time. */
const bytesOf = (seed: number): Uint8Array =>
  Buffer.concat(
    Array.from({ length: (seed * 7) % 90 }, (_, index) => createHash('sha512').update(`${seed} ${index}`).digest()),
  ).subarray(0, seed * 31)

const keys = ['plain', 'folder/deep/name', 'ü 日本', `long-${'x'.repeat(150)}`, 'with space', 'a+b%20c']

const records: readonly DatasetRecord[] = Array.from({ length: 200 }, (_, index) => ({
  __key__: `${keys[index % keys.length] ?? ''}-${index}`,
  'image.jpg': bytesOf(index),
  'seg.mask.png': bytesOf(index + 1),
  cls: index - 3,
  json: { index, text: 'ü', list: [null, true] },
  txt: `text ${index} ü`,
  ...(index % 5 === 0 ? { 'sometimes.txt': '' } : {}),
}))

const lines = (samples: readonly { readonly key: string; readonly columns: Readonly<Record<string, string>> }[]) =>
  samples.map(({ key, columns }) => [key, columns] as const)

const datasetOf = (path: string): DatasetConfig =>
  new DatasetConfig({
    primaryAttribute: new DataAttribute({ path, name: 'image', fileType: 'jpg' }),
    secondaryAttributes: [
      new DataAttribute({ path, name: 'meta', fileType: 'json' }),
      new LabelAttribute({ name: 'cls', labelIdentifier: (stem) => stem.length }),
    ],
  })

describePython('WebDataset', () => {
  let emulator: Emulator
  let client: Client
  let python: string
  let folder: string

  beforeAll(async () => {
    emulator = await startEmulator({ targets: 3 })
    client = new Client(emulator.endpoint)
    python = await pythonWithSdk(found ?? 'python3', '2.0.0')
    folder = mkdtempSync(join(tmpdir(), 'ais-webdataset-'))
  }, 400_000)
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await client.close()
    await emulator.close()
  })

  const readHere = async (bucket: string) => {
    const samples: { readonly key: string; readonly columns: Readonly<Record<string, string>> }[] = []
    for await (const { key, columns } of new DataShard(client.bucket(bucket)).samples())
      samples.push({
        key,
        columns: Object.fromEntries([...columns].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')])),
      })
    return samples
  }

  it('of Python reads what is written here, byte for byte', async () => {
    const bucket = await client.bucket('ours').create()
    await writeRecords(bucket, records, { maxCount: 64 })
    const printed = await runScript(python, 'read_shards.py', emulator.endpoint, 'ours')
    const read = printed.map((line) => JSON.parse(line) as { key: string; columns: Record<string, string> })
    expect(read).toHaveLength(records.length)
    expect(lines(read)).toEqual(lines(await readHere('ours')))
    for (const [index, { columns }] of read.entries()) {
      expect(columns['image.jpg']).toBe(Buffer.from(bytesOf(index)).toString('base64'))
      expect(JSON.parse(Buffer.from(columns['json'] ?? '', 'base64').toString())).toMatchObject({ index, text: 'ü' })
    }
    const [first] = read
    expect(first?.key).toBe('plain-0')
    expect(Object.keys(first?.columns ?? {}).toSorted()).toEqual([
      'cls',
      'image.jpg',
      'json',
      'seg.mask.png',
      'sometimes.txt',
      'txt',
    ])
    expect(Buffer.from(first?.columns['cls'] ?? '', 'base64').toString()).toBe('-3')
  }, 120_000)

  it('of Python writes what is read here, and what is written here of the same files is the same', async () => {
    for (const stem of ['a', 'bb', 'ccc']) writeFileSync(join(folder, `${stem}.jpg`), bytesOf(stem.length * 20))
    for (const stem of ['a', 'bb']) writeFileSync(join(folder, `${stem}.json`), `{"stem":"${stem}"}`)
    await client.bucket('theirs').create()
    await runScript(python, 'write_dataset.py', emulator.endpoint, 'theirs', folder)
    const theirs = await readHere('theirs')
    const ours = await client.bucket('same').create()
    await ours.writeDataset(datasetOf(folder), { skipMissing: false, maxCount: 2 })
    expect((await ours.listAllObjects()).map(({ name }) => name)).toEqual(
      (await client.bucket('theirs').listAllObjects()).map(({ name }) => name),
    )
    // Python takes the files in the order of the directory.
    const contents = (samples: typeof theirs) =>
      samples.map(({ columns }) => JSON.stringify(columns)).toSorted((a, b) => a.localeCompare(b))
    expect(theirs).toHaveLength(3)
    expect(contents(await readHere('same'))).toEqual(contents(theirs))
  }, 120_000)
})
