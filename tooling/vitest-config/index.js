// @ts-check
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/**
 * A package's own sources import `#platform` and `#platform/part` from its own sources; other packages resolve theirs by their "imports".
 * @param {string} sources
 * @returns {import('vitest/config').Plugin}
 */
const ownPlatform = (sources) => ({
  name: 'own-platform',
  enforce: 'pre',
  resolveId: (id, importer) =>
    /^#platform(\/|$)/.test(id) && importer?.startsWith(sources) === true
      ? `${sources}platform/${['node', ...id.split('/').slice(1)].join('-')}.ts`
      : undefined,
})

/**
 * Tests of one package, run on its sources; other packages come from their builds.
 * The reporter leaves counts in .reports/tests.json, which turbo restores when a run is cached.
 * @param {string} configUrl the package's `import.meta.url`
 * @param {import('vitest/config').ViteUserConfig['test']} [options]
 */
export const tests = (configUrl, options = {}) =>
  defineConfig({
    plugins: [ownPlatform(fileURLToPath(new URL('./src/', configUrl)))],
    test: {
      include: ['test/**/*.test.ts'],
      reporters: ['default', fileURLToPath(new URL('./counts-reporter.js', import.meta.url))],
      testTimeout: 30_000,
      hookTimeout: 60_000,
      pool: 'forks',
      // Builds of other packages run as they are, on Node's own resolution.
      server: { deps: { external: [/\/(packages|apps)\/[^/]+\/dist\//] } },
      ...options,
    },
  })
