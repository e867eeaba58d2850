import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bundle } from '../src/bundle.ts'

let folder: string

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ais-bundle-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('bundle', () => {
  it.each(['node:fs', 'fs/promises', 'got', 'undici', 'hpagent'])('tells who reaches %s', async (specifier) => {
    write({ 'index.js': "export { a } from './a.js'\n", 'a.js': `import '${specifier}'\nexport const a = 1\n` })
    const { nodeOnly } = await bundle("export * from './index.js'", folder)
    expect(nodeOnly).toEqual([expect.stringMatching(new RegExp(`^${specifier} \\(from .*a\\.js\\)$`))])
  })

  it('follows #platform by the conditions of the runtime', async () => {
    write({
      'package.json': JSON.stringify({
        name: 'x',
        type: 'module',
        imports: { '#platform': { node: './node.js', default: './web.js' } },
      }),
      'index.js': "export { platform } from '#platform'\n",
      'node.js': "import { env } from 'node:process'\nexport const platform = env\n",
      'web.js': 'export const platform = {}\n',
    })
    expect((await bundle("export * from './index.js'", folder)).nodeOnly).toEqual([])
    expect((await bundle("export * from './index.js'", folder, { conditions: ['node'] })).nodeOnly).toHaveLength(1)
  })

  it('counts what is loaded later apart when it is split, and names it all the same', async () => {
    write({
      'index.js': "export const later = () => import('./big.js')\n",
      'big.js': `export const big = '${'x'.repeat(5000)}'\n`,
    })
    const code = "export { later } from './index.js'"
    expect((await bundle(code, folder)).minifiedBytes).toBeGreaterThan(5000)
    const split = await bundle(code, folder, { isSplit: true })
    expect(split.minifiedBytes).toBeLessThan(500)
    expect(split.sources).toContainEqual(expect.stringMatching(/big\.js$/))
  })

  it('names only the sources whose code is kept', async () => {
    write({
      'package.json': '{ "sideEffects": false, "type": "module" }',
      'index.js': "export { a } from './a.js'\nexport { b } from './b.js'\n",
      'a.js': 'export const a = 1\n',
      'b.js': 'export const b = 2\n',
    })
    const { sources } = await bundle("export { a } from './index.js'", folder)
    expect(sources).toEqual([expect.stringMatching(/\/a\.js$/)])
  })
})
