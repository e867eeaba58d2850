// @ts-check
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/**
 * Tests of one package, run on its sources; other packages come from their builds.
 * The reporter leaves counts in .reports/tests.json, which turbo restores when a run is cached.
 * @param {string} configUrl the package's `import.meta.url`
 * @param {import('vitest/config').ViteUserConfig['test']} [options]
 */
export const tests = (configUrl, options = {}) =>
  defineConfig({
    resolve: { alias: { '#platform': fileURLToPath(new URL('./src/platform/node.ts', configUrl)) } },
    test: {
      include: ['test/**/*.test.ts'],
      reporters: ['default', fileURLToPath(new URL('./counts-reporter.js', import.meta.url))],
      testTimeout: 30_000,
      hookTimeout: 60_000,
      pool: 'forks',
      ...options,
    },
  })
