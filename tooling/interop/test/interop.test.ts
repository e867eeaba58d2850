import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkNames, findPython, pythonWithSdk, runChecks, sdkVersions, type CheckResult } from '../src/python-sdk.js'
import { startSurroundings, type Surroundings } from '../src/surroundings.js'

const names = checkNames()
const python = findPython()

// A machine without Python is no fault of the emulator's, except where the tests have to run.
const isRequired = process.env['CI'] === 'true'
const describeSdk = python === undefined && !isRequired ? describe.skip : describe

describe('the interop checks', () => {
  it('are found in the scripts, each once', () => {
    expect(names.length).toBeGreaterThanOrEqual(90)
    expect(new Set(names).size).toBe(names.length)
  })

  it.skipIf(python === undefined && !isRequired)('have a Python to run on', () => {
    expect(python, 'Python 3.9 or newer with venv is needed').toBeDefined()
  })
})

describeSdk.each(sdkVersions)('aistore %s from PyPI, unmodified', (version) => {
  let around: Surroundings
  let results: readonly CheckResult[]

  beforeAll(async () => {
    around = await startSurroundings()
    results = await runChecks(await pythonWithSdk(python ?? 'python3', version), around.args)
  }, 800_000)
  afterAll(() => around[Symbol.asyncDispose]())

  it.for(names)('%s', (name, { skip }) => {
    const result = results.find((one) => one.name === name)
    expect(result, 'was not run').toBeDefined()
    expect(result?.trace ?? '').toBe('')
    expect(result?.ok).toBe(true)
    // The newest has everything.
    if (version === sdkVersions[0]) expect(result?.reason).not.toBe('NotInThisSdk')
    if (result?.skipped !== undefined) skip(result.skipped)
  })
})
