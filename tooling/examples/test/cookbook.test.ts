import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { runExample, type ExampleEnd } from './servers/run-example.js'
import { openTlsGateway } from './servers/tls-gateway.js'

const root = new URL('../../../', import.meta.url)
let emulator: Emulator
let client: Client
let folder: string

beforeAll(async () => {
  emulator = await startEmulator({ targets: 2 })
  client = new Client(emulator.endpoint)
  const bucket = await client.bucket('cookbook').create()
  await bucket.object('numbers.txt').putContent('0123456789'.repeat(10_000))
  const many = await client.bucket('cookbook-many').create()
  const pages = Array.from({ length: 25 }, (_, page) => Array.from({ length: 100 }, (__, index) => page * 100 + index))
  for (const page of pages)
    await Promise.all(
      page.map((index) => many.object(`log-${String(index).padStart(4, '0')}.txt`).putContent('x'.repeat(index % 7))),
    )
})
afterAll(async () => {
  await client.close()
  await emulator.close()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ais-cookbook-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs an example to its good end and gives what it printed. */
const printed = async (file: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> => {
  const { code, stderr, lines } = await runExample(file, folder, { AIS_ENDPOINT: emulator.endpoint, ...env })
  expect(stderr).toBe('')
  expect(code).toBe(0)
  return lines
}

const write = (name: string, content: string | Uint8Array): void => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
}

const uploadUntil = (line: string, signal: NodeJS.Signals): Promise<ExampleEnd> =>
  runExample('multipart-upload.ts', folder, { AIS_ENDPOINT: emulator.endpoint }, (found, kill) => {
    if (found === line) kill(signal)
  })

const large = async (): Promise<Uint8Array> => client.bucket('cookbook').object('large.bin').get().readAll()

/** What each file that the cookbook shows comes to. */
const outcomes: Readonly<Record<string, () => Promise<void>>> = {
  'upload-a-folder.ts': async () => {
    for (const name of ['1.jpg', '2.jpg', 'sub/3.jpg', 'note.txt']) write(`album/${name}`, 'x'.repeat(500))
    const lines = await printed('upload-a-folder.ts')
    expect(lines).toHaveLength(4)
    expect(lines[2]).toMatch(/^3 of 3 files, 1500 of 1500 bytes: /)
    expect(lines.at(-1)).toBe('3 stored, 0 failed')
    const names = (await client.bucket('cookbook-folder').listAllObjects()).map(({ name }) => name)
    expect(names).toEqual(['2026/1.jpg', '2026/2.jpg', '2026/sub/3.jpg'])
  },
  'download-a-folder.ts': async () => {
    mkdirSync(join(folder, 'copies'))
    expect(await printed('download-a-folder.ts')).toEqual([
      `fetched 2026/1.jpg as ${join(folder, 'copies', '2026', '1.jpg')}`,
      `fetched 2026/sub/3.jpg as ${join(folder, 'copies', '2026', 'sub', '3.jpg')}`,
    ])
    expect(readFileSync(join(folder, 'copies/2026/sub/3.jpg'), 'utf8')).toBe('a picture')
    expect(readdirSync(folder)).toEqual(['copies'])
  },
  'read-a-part.ts': async () => {
    expect(await printed('read-a-part.ts')).toEqual(['01234 56789 789', '100000 bytes'])
    expect(readFileSync(join(folder, 'numbers.copy'), 'utf8')).toBe('0123456789'.repeat(10_000))
  },
  'resume-a-download.ts': async () => {
    const content = '0123456789'.repeat(10_000)
    expect(await printed('resume-a-download.ts')).toEqual(['0 bytes were there already'])
    const { checksumType, checksumValue } = await client.bucket('cookbook').object('numbers.txt').head()
    write('numbers.txt.part', content.slice(0, 33_333))
    write('numbers.txt.version', `${checksumType} ${checksumValue}`)
    expect(await printed('resume-a-download.ts')).toEqual(['33333 bytes were there already'])
    expect(readFileSync(join(folder, 'numbers.txt'), 'utf8')).toBe(content)
    // What an earlier version left is not gone on with.
    write('numbers.txt.part', 'of another version')
    write('numbers.txt.version', `${checksumType} 0000000000000000`)
    expect(await printed('resume-a-download.ts')).toEqual(['0 bytes were there already'])
    expect(readFileSync(join(folder, 'numbers.txt'), 'utf8')).toBe(content)
    expect(readdirSync(folder)).toEqual(['numbers.txt'])
  },
  'list-page-by-page.ts': async () => {
    expect(await printed('list-page-by-page.ts')).toEqual([
      '1000 names from log-0000.txt',
      '1000 names from log-1000.txt',
      'to be continued',
    ])
    expect(await printed('list-page-by-page.ts')).toEqual(['500 names from log-2000.txt', 'that was all'])
    expect(readdirSync(folder)).toEqual([])
  },
  'many-objects.ts': async () => {
    expect(await printed('many-objects.ts')).toEqual(['100n', '100 copies', '100n deleted', '0 copies'])
  },
  'batches-for-training.ts': async () => {
    expect(await printed('batches-for-training.ts')).toEqual([
      '32 samples, 0 missing',
      '32 samples, 0 missing',
      '32 samples, 0 missing',
      '5 samples, 1 missing',
    ])
  },
  'webdataset-shards.ts': async () => {
    expect(await printed('webdataset-shards.ts')).toEqual([
      'train/shard-00.tar 40',
      'train/shard-01.tar 40',
      'train/shard-02.tar 20',
      '10 classes, 10 of class 3',
    ])
  },
  'multipart-upload.ts': async () => {
    const content = randomBytes(3_000_000)
    write('large.bin', content)
    // Stopped in order: another process sends only the rest.
    const stopped = await uploadUntil('part 3', 'SIGTERM')
    expect(stopped.code).toBe(0)
    expect(stopped.lines).not.toContain('stored')
    const lines = await printed('multipart-upload.ts')
    expect(lines[0]).toBe(`part ${stopped.lines.length + 1}`)
    expect(lines.at(-1)).toBe('stored')
    expect(Buffer.compare(await large(), content)).toBe(0)
    // Killed: whether it goes on or begins anew, the object is right.
    const other = randomBytes(3_000_000)
    write('large.bin', other)
    expect((await uploadUntil('part 3', 'SIGKILL')).signal).toBe('SIGKILL')
    expect(Buffer.compare(await large(), content)).toBe(0)
    expect((await printed('multipart-upload.ts')).at(-1)).toBe('stored')
    expect(Buffer.compare(await large(), other)).toBe(0)
    expect(existsSync(join(folder, 'large.bin.upload'))).toBe(false)
  },
  'log-in.ts': async () => {
    await using secured = await startEmulator({ authn: { adminPassword: 'topsecret' } })
    const lines = await printed('log-in.ts', {
      AIS_ENDPOINT: secured.endpoint,
      AIS_AUTHN_URL: secured.authnEndpoint ?? '',
      COOKBOOK_PASSWORD: 'topsecret',
    })
    expect(lines).toEqual(['for members only', 'Unauthorized 401'])
  },
  'move-to-a-cluster.ts': async () => {
    const gateway = await openTlsGateway(emulator.endpoint, emulator.targets)
    try {
      write('certificates/ca.pem', gateway.pem.ca)
      write('certificates/client.pem', gateway.pem.cert)
      write('certificates/client-key.pem', gateway.pem.key)
      const lines = await printed('move-to-a-cluster.ts', { AIS_ENDPOINT: gateway.endpoint })
      expect(lines).toEqual(['2 targets; stored and verified: true', 'hello'])
    } finally {
      await gateway.close()
    }
  },
  'operation-of-your-own.ts': async () => {
    expect(await printed('operation-of-your-own.ts')).toEqual(['on a target', 'true'])
  },
  'middleware-of-your-own.ts': async () => {
    expect(await printed('middleware-of-your-own.ts')).toEqual([
      '100000 bytes',
      'objects.get at the endpoint: 301 1',
      'objects.get after a redirect: 200 1',
    ])
  },
  'functional.ts': async () => {
    expect(await printed('functional.ts')).toEqual([
      "{ _tag: 'Right', right: 5 }",
      "{ _tag: 'Right', right: 0 }",
      'note.txt',
      '1n',
    ])
    const buckets = await client.cluster().listBuckets()
    expect(buckets.map(({ name }) => name)).not.toContain('cookbook-fp')
  },
  'observe.ts': async () => {
    const lines = await printed('observe.ts')
    expect(lines.slice(0, 4)).toEqual([
      'objects.get GET hop 0',
      'objects.get is redirected',
      'objects.get GET hop 1',
      'objects.get ais://cookbook/nobody failed: Api',
    ])
    expect(lines[4]).toMatch(/^objects\.get ais:\/\/cookbook\/nobody: ObjectNotFound \(HTTP 404\)/)
  },
}

const pages = readdirSync(new URL('docs/cookbook', root)).filter((name) => name !== 'README.md')
const shown = pages.flatMap((page) =>
  [
    ...readFileSync(new URL(`docs/cookbook/${page}`, root), 'utf8').matchAll(
      /(?:<!-- example: (\S+) -->\n)?```ts\n([\s\S]*?)```/g,
    ),
  ].map(([, file = 'no file', code = '']) => ({ page, file, code })),
)

describe('the cookbook', () => {
  it.each(shown)('$page shows $file as it is', ({ file, code }) => {
    expect(code).toBe(readFileSync(new URL(file, root), 'utf8'))
  })

  it('shows nothing that is not run', () => {
    const files = shown.map(({ file }) => file)
    const isRun = (file: string): boolean =>
      /^tooling\/examples\/test\/[\w-]+\.test\.ts$/.test(file) ||
      Object.keys(outcomes).some((name) => file === `tooling/examples/src/${name}`)
    expect(files.filter((file) => !isRun(file))).toEqual([])
    expect(Object.keys(outcomes).filter((name) => !files.includes(`tooling/examples/src/${name}`))).toEqual([])
  })

  it('is all in its table of contents', () => {
    const contents = readFileSync(new URL('docs/cookbook/README.md', root), 'utf8')
    expect(pages.filter((page) => !contents.includes(`](${page})`))).toEqual([])
  })

  it.each(Object.keys(outcomes))('%s comes to what the page says', async (file) => {
    await outcomes[file]?.()
  })
})
