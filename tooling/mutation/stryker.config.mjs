// @ts-check
import { fileURLToPath } from 'node:url'

const group = process.env['MUTATION_GROUP'] ?? ''

export default {
  // Stryker would rewrite it by an API that TypeScript 7 no longer has; nothing in it points out of the package.
  tsconfigFile: 'none',
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
  testRunner: 'vitest',
  // What is only run while modules load would be tried with no test at all by way of related files.
  vitest: { related: false, configFile: fileURLToPath(new URL('./vitest.config.mjs', import.meta.url)) },
  coverageAnalysis: 'perTest',
  // Longer than vitest's for one test. What is left for it are loops that never give way.
  timeoutMS: 25_000,
  timeoutFactor: 1.25,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false },
  jsonReporter: { fileName: `.reports/mutation-${group}.json` },
  incremental: true,
  incrementalFile: `.reports/mutation-${group}-incremental.json`,
  ignorePatterns: ['dist', 'api', '.reports'],
  tempDirName: '.reports/stryker',
}
