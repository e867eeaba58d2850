import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from '@ais/client'
import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const written = fileURLToPath(new URL('../.readme/', import.meta.url))
const run = promisify(execFile)
let emulator: Emulator
/** With authentication, for the examples that log in. */
let secured: Emulator
let folder: string

beforeAll(async () => {
  emulator = await startEmulator({ targets: 2 })
  secured = await startEmulator({ authn: { adminPassword: 'adminpass' } })
  await using client = new Client(emulator.endpoint)
  await client.bucket('photos').create()
  // Where the examples run: with the file that one of them stores.
  folder = mkdtempSync(join(tmpdir(), 'ais-readme-'))
  writeFileSync(join(folder, 'sea.jpg'), Buffer.alloc(100_000, 7))
  mkdirSync(written, { recursive: true })
})
afterAll(async () => {
  await emulator.close()
  await secured.close()
  rmSync(folder, { recursive: true, force: true })
  rmSync(written, { recursive: true, force: true })
})

interface Example {
  readonly page: string
  readonly index: number
  readonly code: string
  /** The file that the page says it shows. */
  readonly file: string | undefined
}

const examplesOf = (page: string): readonly Example[] =>
  [...readFileSync(new URL(page, root), 'utf8').matchAll(/(?:<!-- example: (\S+) -->\n)?```ts\n([\s\S]*?)```/g)].map(
    ([, file, code = ''], index) => ({ page, index, code, file }),
  )

const pages = [
  'README.md',
  ...['packages', 'apps'].flatMap((top) => readdirSync(new URL(top, root)).map((name) => `${top}/${name}/README.md`)),
].filter((page) => existsSync(new URL(page, root)))
const examples = pages.flatMap(examplesOf)

describe('what a README shows', () => {
  it('is found', () => {
    expect(examples.length).toBeGreaterThanOrEqual(6)
  })

  it.each(pages.filter((page) => page !== 'README.md'))('%s says to install what its examples import', (page) => {
    const text = readFileSync(new URL(page, root), 'utf8')
    const installed = [...text.matchAll(/npm install ([^`\n]+)/g)].flatMap(([, names = '']) => names.split(' '))
    const imported = examplesOf(page).flatMap(({ code }) =>
      [...code.matchAll(/from '((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name = '']) => name),
    )
    expect(imported.filter((name) => name !== 'node' && !installed.includes(name))).toEqual([])
  })

  it.each(examples)('runs: example $index of $page', async ({ page, index, code, file }) => {
    if (file !== undefined) expect(readFileSync(new URL(file, root), 'utf8')).toBe(code)
    const path = join(written, `${page.replaceAll('/', '-')}-${index}.ts`)
    const { endpoint } = code.includes(':52001') ? secured : emulator
    const placed = code.replaceAll(/http:\/\/(127\.0\.0\.1|localhost):\d+/g, (url) =>
      url.endsWith(':52001') ? (secured.authnEndpoint ?? '') : endpoint,
    )
    writeFileSync(path, placed)
    // An example that fails ends with an exit code, and that rejects.
    const { stderr } = await run(process.execPath, [path], {
      cwd: folder,
      env: { ...process.env, AIS_ENDPOINT: endpoint },
      timeout: 25_000,
    })
    expect(stderr).not.toMatch(/Error/)
  })
})
