import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@ais/emulator'
import { expect, it } from 'vitest'
import { findPython, pythonWithSdk, runScript } from '../src/python-sdk.js'

const python = findPython()
const isRequired = process.env['CI'] === 'true'

it.skipIf(python === undefined && !isRequired)(
  'what docs/from-python.md shows on the left runs with the newest SDK from PyPI',
  async () => {
    await using emulator = await startEmulator({ targets: 2 })
    const folder = mkdtempSync(join(tmpdir(), 'ais-idioms-'))
    for (const index of [0, 1, 2]) writeFileSync(join(folder, `img-${index}.jpg`), Buffer.alloc(1000, index))
    try {
      const own = await pythonWithSdk(python ?? 'python3', '2.0.0')
      expect((await runScript(own, 'idioms.py', emulator.endpoint, folder)).at(-1)).toBe('idioms: ok')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  400_000,
)
