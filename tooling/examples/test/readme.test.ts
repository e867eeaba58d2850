import { execFile } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const run = promisify(execFile)
let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({ targets: 2 })
})
afterAll(() => emulator.close())

/** Code blocks of a page that name the file they show: `<!-- example: path -->`. */
const shown = (page: string): readonly { readonly file: string; readonly code: string }[] =>
  [...readFileSync(new URL(page, root), 'utf8').matchAll(/<!-- example: (\S+) -->\n```ts\n([\s\S]*?)```/g)].map(
    ([, file = '', code = '']) => ({ file, code }),
  )

const pages = [
  'README.md',
  ...['packages', 'apps'].flatMap((top) => readdirSync(new URL(top, root)).map((name) => `${top}/${name}/README.md`)),
]
const examples = pages.flatMap((page) => shown(page).map((example) => ({ page, ...example })))

describe('examples in READMEs', () => {
  it('are found', () => {
    expect(examples.length).toBeGreaterThanOrEqual(1)
  })

  it.each(examples)('$page shows $file as it is, and it runs', async ({ file, code }) => {
    expect(readFileSync(new URL(file, root), 'utf8')).toBe(code)
    const { stdout } = await run(process.execPath, [fileURLToPath(new URL(file, root))], {
      env: { ...process.env, AIS_ENDPOINT: emulator.endpoint },
    })
    expect(stdout).toContain('hello')
  })
})
