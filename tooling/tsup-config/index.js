// @ts-check
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { defineConfig } from 'tsup'

/**
 * The parts of a package.json that say what is built.
 * @typedef {{ readonly name: string, readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>> }} Manifest
 */

/** @typedef {NonNullable<import('tsup').Options['esbuildPlugins']>[number]} Plugin */

/** Where the packages find io-ts: core has it in one file, where Node would load a dozen, and bundlers could drop little of it. */
const oneIoTs = '@ais/core/wire/io-ts'

/** What io-ts makes when it is loaded can be left out where nobody uses it, which only annotations say. */
const annotated = (/** @type {string} */ code) =>
  code
    .replaceAll('/** @class */', '/* @__PURE__ */')
    .replaceAll(/ = (?=new \w+\(\);|brand\(|refinement\()/g, ' = /* @__PURE__ */ ')
    // To read a property may have effects.
    .replaceAll(', Number.isInteger,', ', function (n) { return Number.isInteger(n); },')

/** Core takes io-ts and fp-ts in; the other packages take them from core. @type {(name: string) => Plugin} */
const functional = (name) => ({
  name: 'functional',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(fp-ts|io-ts)(\/|$)/ }, ({ path, importer }) => {
      if (name !== '@ais/core') return { path: oneIoTs, external: true, sideEffects: false }
      const [library = '', ...rest] = path.split('/').filter((part) => part !== 'es6' && part !== 'lib')
      return {
        path: createRequire(importer).resolve(`${library}/es6/${rest.join('/') || 'index'}.js`),
        sideEffects: false,
      }
    })
    onLoad({ filter: /[\\/]io-ts[\\/]es6[\\/]index\.js$/ }, async ({ path }) => ({
      contents: annotated(await readFile(path, 'utf8')),
    }))
  },
})

/** The runtime's conditions choose `#platform`. @type {Plugin} */
const platformLater = {
  name: 'platform-later',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^#/ }, ({ path }) => ({ path, external: true, sideEffects: false }))
  },
}

/** `#platform` is Node's. @type {Plugin} */
const platformOfNode = {
  name: 'platform-of-node',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^#platform$/ }, () => ({ path: resolve('src/platform/node.ts'), sideEffects: false }))
  },
}

/** @type {(manifest: Manifest, platform: Plugin) => import('tsup').Options} */
const shared = ({ name }, platform) => ({
  format: ['esm'],
  platform: 'node',
  target: 'node22',
  dts: false,
  sourcemap: true,
  silent: true,
  // `node:sqlite` exists only with its prefix.
  removeNodeProtocol: false,
  noExternal: [/^(fp-ts|io-ts)(\/|$)/, /^#/],
  esbuildPlugins: [functional(name), platform],
  esbuildOptions: (options) => {
    // A module's place in dist is its place in src, whatever else there is.
    options.outbase = 'src'
    // The sources are published beside dist.
    options.sourcesContent = false
    // Of what is taken in, only what is used.
    options.mainFields = ['module', 'main']
  },
})

/** Sources of the entries that have a build for Node. @type {(manifest: Manifest) => readonly string[]} */
const entriesForNode = ({ exports = {} }) =>
  Object.values(exports).flatMap((target) => {
    const file = typeof target === 'string' ? undefined : target['node']
    return file === undefined ? [] : [file.replace('./dist/node/', 'src/').replace(/\.js$/, '.ts')]
  })

/**
 * Every module an entry, so that a consumer's bundler keeps only what is imported; and for Node, which takes longer to find a module than
 * to run it, the same in few files under `dist/node`.
 */
export const library = () => {
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  const forNode = entriesForNode(manifest)
  return defineConfig([
    { ...shared(manifest, platformLater), entry: ['src/**/*.ts'], clean: ['!node/**'] },
    ...(forNode.length === 0
      ? []
      : [{ ...shared(manifest, platformOfNode), entry: [...forNode], outDir: 'dist/node', clean: true }]),
  ])
}

/** An application is not taken apart by bundlers: what it is started and imported by, and what these share, in few files. */
export const application = (/** @type {readonly string[]} */ ...entries) => {
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  return defineConfig({
    ...shared(manifest, platformOfNode),
    entry: entries.map((entry) => `src/${entry}.ts`),
    clean: true,
  })
}
