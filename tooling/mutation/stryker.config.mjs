// @ts-check
import { fileURLToPath } from 'node:url'

export default {
  // Stryker would rewrite it by an API that TypeScript 7 no longer has; nothing in it points out of the package.
  tsconfigFile: 'none',
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
  testRunner: 'vitest',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false },
  jsonReporter: { fileName: '.reports/mutation.json' },
  ignorePatterns: ['dist', 'api', '.reports'],
  tempDirName: '.reports/stryker',
}
