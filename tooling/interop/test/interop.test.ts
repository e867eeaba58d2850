import { readFileSync } from 'node:fs'
import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPython, pythonWithSdk, runChecks, sdkVersions, type CheckResult } from '../src/python-sdk.js'

const script = readFileSync(new URL('../python/checks.py', import.meta.url), 'utf8')
const names = [...script.matchAll(/^@check\ndef (\w+)/gm)].map(([, name = '']) => name)
const python = findPython()

// A machine without Python is no fault of the emulator's, except where the tests have to run.
const isRequired = process.env['CI'] === 'true'
const describeSdk = python === undefined && !isRequired ? describe.skip : describe

describe('the interop checks', () => {
  it('are found in the script', () => {
    expect(names.length).toBeGreaterThanOrEqual(30)
  })

  it.skipIf(python === undefined && !isRequired)('have a Python to run on', () => {
    expect(python, 'Python 3.9 or newer with venv is needed').toBeDefined()
  })
})

describeSdk.each(sdkVersions)('aistore %s from PyPI, unmodified', (version) => {
  let emulator: Emulator
  let results: readonly CheckResult[]

  beforeAll(async () => {
    emulator = await startEmulator({ targets: 3 })
    results = await runChecks(await pythonWithSdk(python ?? 'python3', version), emulator.endpoint)
  }, 400_000)
  afterAll(() => emulator.close())

  it.each(names)('%s', (name) => {
    const result = results.find((one) => one.name === name)
    expect(result, 'was not run').toBeDefined()
    expect(result?.trace ?? '').toBe('')
    expect(result?.ok).toBe(true)
  })
})
