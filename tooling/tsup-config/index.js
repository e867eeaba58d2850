// @ts-check
import { defineConfig } from 'tsup'

/**
 * fp-ts and io-ts predate "exports": Node cannot load `fp-ts/function` and bundlers cannot shake
 * `fp-ts/lib/*.js`. Emit `#fp-ts/*`, which each package maps in its "imports" field; `#platform` stays
 * as written, since the runtime's conditions choose it.
 * @type {import('tsup').Options['esbuildPlugins']}
 */
const esbuildPlugins = [
  {
    name: 'package-imports',
    setup: (build) => {
      build.onResolve({ filter: /^(fp-ts|io-ts)(\/|$)/ }, ({ path }) => ({
        path: `#${path}`,
        external: true,
        sideEffects: false,
      }))
      build.onResolve({ filter: /^#/ }, ({ path }) => ({ path, external: true, sideEffects: false }))
    },
  },
]

/** Every module an entry, so that a consumer's bundler keeps only what is imported. */
export const library = () =>
  defineConfig({
    entry: ['src/**/*.ts'],
    format: ['esm'],
    platform: 'node',
    target: 'node22',
    dts: false,
    sourcemap: true,
    clean: true,
    silent: true,
    // `node:sqlite` exists only with its prefix.
    removeNodeProtocol: false,
    noExternal: [/^(fp-ts|io-ts)(\/|$)/, /^#/],
    esbuildPlugins,
    // A module's place in dist is its place in src, whatever else there is.
    esbuildOptions: (options) => {
      options.outbase = 'src'
    },
  })
