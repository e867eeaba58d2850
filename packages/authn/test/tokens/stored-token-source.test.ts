import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { storedTokenSource } from '../../src/index.js'
import { platform as web } from '../../src/platform/web.js'
import { failure } from '../support/authn-server.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ais-token-'))
  vi.stubEnv('HOME', folder)
  vi.stubEnv('AIS_AUTHN_TOKEN', '')
  vi.stubEnv('AIS_AUTHN_TOKEN_FILE', '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('a stored token', () => {
  it('is that of the given file, else the environment, else the file it names, else the command line', async () => {
    const token = storedTokenSource()
    expect(await failure(token())).toMatchObject({
      _tag: 'LocalFile',
      localPath: join(folder, '.config', 'ais', 'cli', 'auth.token'),
    })
    mkdirSync(join(folder, '.config', 'ais', 'cli'), { recursive: true })
    file('.config/ais/cli/auth.token', '{"token":"of.the.cli"}')
    expect(await token()).toBe('of.the.cli')
    vi.stubEnv('AIS_AUTHN_TOKEN_FILE', file('named', '{\n  "token": "of.the.file"\n}\n'))
    expect(await token()).toBe('of.the.file')
    vi.stubEnv('AIS_AUTHN_TOKEN', 'of.the.env')
    expect(await token()).toBe('of.the.env')
    expect(await storedTokenSource({ file: file('given', '{"token":"given"}') })()).toBe('given')
  })

  it('is read anew, so that logging in again takes effect', async () => {
    const token = storedTokenSource({ file: file('t', '{"token":"first"}') })
    expect(await token()).toBe('first')
    file('t', '{"token":"second"}')
    expect(await token()).toBe('second')
  })

  it.each(['canary', '{"token":""}', '{"token":7,"canary":1}', '["canary"]', '', 'null'])(
    'is not in a file that holds %j, and nothing of it is told',
    async (text) => {
      const error = await failure(storedTokenSource({ file: file('odd', text) })())
      expect(error).toMatchObject({ _tag: 'LocalFile', localPath: join(folder, 'odd') })
      expect(inspect(error, { depth: Infinity })).not.toContain('canary')
    },
  )

  it('is nowhere outside of Node', () => {
    expect([web.env('HOME'), web.cliTokenFile()]).toEqual([undefined, undefined])
  })
})
