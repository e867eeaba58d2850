// @ts-check
import { fileURLToPath } from 'node:url'

/** What is mutated, by the package that it is in; its tests must notice. */
export const mutated = {
  core: [
    'src/retry/**/*.ts',
    'src/send/attempt.ts',
    'src/send/delay-after.ts',
    'src/send/follow-redirect.ts',
    'src/send/redirect-rules.ts',
    'src/send/send-operation.ts',
    'src/read/resume.ts',
  ],
  objects: ['src/flows/reopen-object.ts'],
}

export default {
  // Stryker would rewrite it by an API that TypeScript 7 no longer has; nothing in it points out of the package.
  tsconfigFile: 'none',
  // Stryker runs in the folder of the package.
  mutate: mutated[/** @type {keyof typeof mutated} */ (process.cwd().split(/[\\/]/).at(-1))],
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
  testRunner: 'vitest',
  vitest: { related: true },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false },
  jsonReporter: { fileName: '.reports/mutation.json' },
  ignorePatterns: ['dist', 'api', '.reports'],
  tempDirName: '.reports/stryker',
  thresholds: { high: 95, low: 90, break: 85 },
  allowEmpty: false,
}
