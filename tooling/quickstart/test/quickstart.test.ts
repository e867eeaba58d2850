import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

it('stores, lists, reads back and verifies hundreds of files, and says so last', async () => {
  const { AIS_ENDPOINT: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, [main], { env })
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  const [, objects = '', bytes = ''] = /^quickstart: ok, (\d+) objects, (\d+) bytes verified$/.exec(last) ?? []
  expect(Number(objects)).toBeGreaterThanOrEqual(300)
  expect(Number(bytes)).toBeGreaterThan(5_000_000)
}, 120_000)
