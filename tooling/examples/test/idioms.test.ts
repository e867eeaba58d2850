import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator } from '@ais/emulator'
import { expect, it } from 'vitest'

it('what docs/from-python.md shows on the right runs', async () => {
  await using emulator = await startEmulator({ targets: 2 })
  const folder = mkdtempSync(join(tmpdir(), 'ais-idioms-'))
  for (const index of [0, 1, 2]) writeFileSync(join(folder, `img-${index}.jpg`), Buffer.alloc(1000, index))
  try {
    const script = fileURLToPath(new URL('../src/idioms.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [script, emulator.endpoint, folder], {
      timeout: 25_000,
    })
    expect(stdout.trim().split('\n').at(-1)).toBe('idioms: ok')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
