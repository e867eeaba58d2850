import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Guard } from '../src/guard.ts'
import { boundaries } from '../src/guards/boundaries.ts'
import { changesets } from '../src/guards/changesets.ts'
import { declarations } from '../src/guards/declarations.ts'
import { installWithin } from '../src/guards/install.ts'
import { manifests } from '../src/guards/manifests.ts'
import { patterns } from '../src/guards/patterns.ts'
import { places } from '../src/guards/places.ts'
import { sources } from '../src/guards/sources.ts'
import type { Manifest, Workspace } from '../src/workspace.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ais-guards-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Makes a workspace of the given files and packages, and runs a guard over it. */
const run = (
  guard: Guard,
  files: Readonly<Record<string, string>>,
  packages: Readonly<Record<string, Manifest>> = {},
) => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const workspace: Workspace = {
    root,
    files: Object.keys(files),
    packages: Object.entries(packages).map(([folder, manifest]) => ({
      folder,
      path: join(root, folder),
      manifest,
      published: manifest.private !== true,
    })),
  }
  return guard.run({ workspace, update: false })
}

const objects = { 'packages/objects': { name: '@ais/objects', version: '0.1.0' } }

describe('boundaries', () => {
  const file = 'packages/objects/src/a.ts'

  it('lets a feature package import core', async () => {
    expect(await run(boundaries, { [file]: "import { at } from '@ais/core'\n" }, objects)).toEqual([])
  })

  it.each([
    ["import type { Bucket } from '@ais/buckets'", '@ais/objects may not import @ais/buckets'],
    ["export {\n  a,\n  type B,\n} from '@ais/client'", '@ais/objects may not import @ais/client'],
    ["const later = () => import('@ais/emulator')", '@ais/objects may not import @ais/emulator'],
    ["import { x } from '../../core/src/x.js'", 'leaves src/'],
  ])('refuses %j', async (text, problem) => {
    expect(await run(boundaries, { [file]: `${text}\n` }, objects)).toEqual([expect.stringContaining(problem)])
  })

  it('lets the emulator import ./wire of a package and nothing else of it', async () => {
    const emulator = { 'apps/emulator': { name: '@ais/emulator', version: '0.1.0' } }
    const text = "import { r } from '@ais/objects/wire'\nimport { headObject } from '@ais/objects'\n"
    expect(await run(boundaries, { 'apps/emulator/src/a.ts': text }, emulator)).toEqual([
      expect.stringContaining('@ais/emulator may not import @ais/objects '),
    ])
  })

  it('counts development dependencies, and asks for a line when a package is new', async () => {
    const manifest = { name: '@ais/core', version: '0.1.0', devDependencies: { '@ais/emulator': 'workspace:*' } }
    expect(await run(boundaries, {}, { 'packages/core': manifest })).toHaveLength(1)
    const fresh = { name: '@ais/fresh', version: '0.1.0', dependencies: { '@ais/core': 'workspace:^' } }
    expect(await run(boundaries, {}, { 'packages/fresh': fresh })).toEqual([expect.stringContaining('arrows.json')])
  })
})

describe('sources', () => {
  it.each([
    ['packages/core/src/a.ts', "export * from './b.js'\n", 'exports everything'],
    ['packages/core/src/a.ts', '\n'.repeat(401), '401 lines'],
    ['packages/core/src/a.ts', "import * as t from 'io-ts'\n", 'imports io-ts'],
    ['packages/core/src/retry-utils/a.ts', '', undefined],
    ['packages/core/src/utils/a.ts', '', 'named for nothing'],
    ['packages/core/src/wire/a.ts', "import * as t from 'io-ts'\n", undefined],
    ['packages/core/src/a.ts', "import type { Type } from 'io-ts'\n", undefined],
    ['packages/core/src/a.ts', "/** Not `export * from './b.js'`. */\nexport const a = 1\n", undefined],
  ])('%s with %j: %s', async (file, text, problem) => {
    expect(await run(sources, { [file]: text })).toEqual(
      problem === undefined ? [] : [expect.stringContaining(problem)],
    )
  })
})

describe('places', () => {
  it.each([
    ['docs/a.md', `see ${['..', 'shared'].join('/')}/x.md`, 'outside the repository'],
    ['a.ts', `const path = '${['', 'home', 'me', 'x'].join('/')}'`, "somebody's machine"],
    ['pnpm-lock.yaml', 'tarball: https://registry.example/x.tgz', 'one registry'],
    ['a.ts', "const path = 'packages/home/me'", undefined],
  ])('%s with %j: %s', async (file, text, problem) => {
    expect(await run(places, { [file]: text })).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)])
  })
})

describe('manifests', () => {
  const good: Manifest = {
    name: '@ais/core',
    version: '0.1.0',
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=22.13' },
    files: ['dist', 'src', 'README.md', 'LICENSE'],
    exports: {
      '.': {
        types: './dist/index.d.ts',
        module: './dist/index.js',
        node: './dist/node/index.js',
        default: './dist/index.js',
      },
    },
    dependencies: { got: 'catalog:', '@ais/objects': 'workspace:^' },
  }
  const files = { 'packages/core/README.md': '', 'packages/core/LICENSE': '' }

  it('accepts what the house decided', async () => {
    expect(await run(manifests, files, { 'packages/core': good })).toEqual([])
  })

  it.each<[Partial<Manifest>, string]>([
    [{ license: 'ISC' }, 'MIT'],
    [{ engines: { node: '>=20' } }, 'engines.node'],
    [{ dependencies: { got: '^16.0.0' } }, 'got is at ^16.0.0'],
    [{ exports: { '.': { import: './dist/index.js' } } }, 'types, module, node, default'],
    [
      {
        exports: {
          '.': { types: './a.d.ts', module: './dist/b.js', node: './dist/node/a.js', default: './dist/a.js' },
        },
      },
      'another module than default',
    ],
    [
      { exports: { '.': { types: './a.d.ts', module: './dist/a.js', node: './dist/a.js', default: './dist/a.js' } } },
      'is not the build for Node',
    ],
    [{ files: ['dist', 'src', 'LICENSE'] }, 'README.md'],
    [{ sideEffects: true }, 'sideEffects'],
  ])('refuses %j', async (change, problem) => {
    expect(await run(manifests, files, { 'packages/core': { ...good, ...change } })).toEqual([
      expect.stringContaining(problem),
    ])
  })
})

describe('changesets', () => {
  const core = { 'packages/core': { name: '@ais/core', version: '0.1.0' } }
  const readme = { '.changeset/README.md': '' }

  it('asks for a changeset where nothing announces a package', async () => {
    expect(await run(changesets, readme, core)).toEqual([expect.stringContaining('@ais/core')])
  })

  it('is content with a changeset, or with a release', async () => {
    expect(
      await run(changesets, { ...readme, 'packages/core/CHANGELOG.md': '# @ais/core\n\n## 0.1.0\n' }, core),
    ).toEqual([])
    expect(await run(changesets, { '.changeset/a.md': "---\n'@ais/core': patch\n---\n\nText\n" }, core)).toEqual([])
  })
})

describe('declarations', () => {
  const tests = { 'packages/objects/test/types.test-d.ts': '' }
  const file = 'packages/objects/dist/a.d.ts'

  it('takes declarations that say what they are', async () => {
    const text = "/** any */\nexport declare const a: (many: 'any') => unknown; // any\n"
    expect(await run(declarations, { ...tests, [file]: text }, objects)).toEqual([])
  })

  it.each([
    ['export declare const a: any;', `${file}:1: declares any`],
    ['/** x */\nexport declare const a: (x: Record<string, any>) => void;', `${file}:2: declares any`],
    ['export type A = any[];', `${file}:1: declares any`],
  ])('refuses %j', async (text, problem) => {
    expect(await run(declarations, { ...tests, [file]: text }, objects)).toEqual([expect.stringContaining(problem)])
  })

  it('refuses a package without type tests, and one that was not built', async () => {
    expect(await run(declarations, { [file]: '' }, objects)).toEqual([
      'packages/objects: test/types.test-d.ts is missing',
    ])
    expect(await run(declarations, {}, { 'packages/other': { name: '@ais/other', version: '0.1.0' } })).toEqual([
      'packages/other was not built',
    ])
  })
})

describe('patterns', () => {
  const file = 'packages/objects/src/a.ts'
  const ledger = (proved: Readonly<Record<string, string>>, made: Readonly<Record<string, string>> = {}) => ({
    'tooling/guards/src/data/patterns.json': JSON.stringify({ made, proved }),
  })

  it('takes what was proved, and what only looks like a pattern', async () => {
    const source = "export const a = /^a+$/\nexport const b = '/(a+)+$/' // /(b+)+$/\n"
    expect(await run(patterns, { ...ledger({ '/^a+$/': 'linear' }), [file]: source })).toEqual([])
  })

  it('proves what is new, and wants it noted', async () => {
    expect(await run(patterns, { ...ledger({}), [file]: 'export const a = /^a+$/\n' })).toEqual([
      expect.stringMatching(/\/\^a\+\$\/ is new, and harmless \(linear\): note it/),
    ])
  })

  it.each([
    ['/^(a+)+$/', /exponential/],
    ['/a+$/', /2nd degree polynomial/],
  ])('refuses %s', async (text, told) => {
    expect(await run(patterns, { ...ledger({}), [file]: `export const a = ${text}\n` })).toEqual([
      expect.stringMatching(told),
    ])
  })

  it('refuses patterns that are made of texts, unless it is said why', async () => {
    const source = 'export const a = (text: string) => new RegExp(text)\n'
    expect(await run(patterns, { ...ledger({}), [file]: source })).toEqual([expect.stringMatching(/makes a pattern/)])
    expect(await run(patterns, { ...ledger({}, { [file]: 'of ours' }), [file]: source })).toEqual([])
  })
})

describe('install', () => {
  const own = { name: '@ais/core', version: '0.1.0', files: ['dist'], dependencies: { a: '^1.0.0' } }
  const packages = { 'packages/core': own }
  const at = (folder: string, manifest: object): Readonly<Record<string, string>> => ({
    [`packages/core/${folder}package.json`]: JSON.stringify(manifest),
  })
  const files = {
    ...at('', own),
    'packages/core/dist/index.js': 'x'.repeat(1000),
    'packages/core/test/a.test.ts': 'x'.repeat(100_000),
    ...at('node_modules/a/', {
      name: 'a',
      version: '1.0.0',
      dependencies: { b: '^1.0.0' },
      optionalDependencies: { absent: '^1.0.0' },
      peerDependencies: { unwanted: '^1.0.0' },
      peerDependenciesMeta: { unwanted: { optional: true } },
    }),
    ...at('node_modules/b/', { name: 'b', version: '1.0.0', dependencies: { a: '^1.0.0' } }),
    ...at('node_modules/unwanted/', { name: 'unwanted', version: '1.0.0', scripts: { install: 'x' } }),
    'packages/core/node_modules/b/index.js': 'x'.repeat(1000),
  }
  const hold = (maxPackages: number, maxBytes: number, more: Readonly<Record<string, string>> = {}) =>
    run(installWithin([{ name: '@ais/core', maxPackages, maxBytes }]), { ...files, ...more }, packages)

  it('counts a package, what is packed of it, and what comes along', async () => {
    expect(await hold(3, 2700)).toEqual([])
    expect(await hold(2, 2000)).toEqual([
      expect.stringContaining('3 packages are installed'),
      expect.stringMatching(/2[1-6]\d\d B are installed/),
    ])
  })

  it('refuses what runs when it is installed, and what was not installed', async () => {
    const script = at('node_modules/b/', { name: 'b', version: '1.0.0', scripts: { postinstall: 'x' } })
    expect(await hold(3, 2700, script)).toEqual([expect.stringContaining('b@1.0.0 runs a script')])
    expect(await hold(3, 2700, { 'packages/core/node_modules/b/binding.gyp': '{}' })).toHaveLength(1)
    const incomplete = at('node_modules/b/', { name: 'b', version: '1.0.0', dependencies: { gone: '^1.0.0' } })
    await expect(hold(3, 2700, incomplete)).rejects.toThrow('b needs gone')
  })
})
