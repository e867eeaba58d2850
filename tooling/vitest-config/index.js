// @ts-check
import { readFileSync } from 'node:fs'
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
 * What runs before each test file: in packages with property tests, the seed of those.
 * @param {string} configUrl
 */
const setupFiles = (configUrl) =>
  readFileSync(new URL('./package.json', configUrl), 'utf8').includes('"fast-check"')
    ? [fileURLToPath(new URL('./properties.js', import.meta.url))]
    : []

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
      setupFiles: setupFiles(configUrl),
      // Builds of other packages run as they are, on Node's own resolution.
      server: { deps: { external: [/\/(packages|apps)\/[^/]+\/dist\//] } },
      ...options,
    },
  })
