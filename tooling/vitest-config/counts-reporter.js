// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs'

/** Writes how many tests passed, failed and were skipped, with the names of the last two. */
export default class CountsReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<{ readonly message: string }>} errors
   */
  onTestRunEnd(modules, errors) {
    const counts = {
      passed: 0,
      failed: errors.length,
      skipped: 0,
      failures: /** @type {string[]} */ ([]),
      skips: /** @type {string[]} */ ([]),
    }
    for (const error of errors) counts.failures.push(`outside of tests: ${error.message}`)
    for (const module of modules) {
      let inModule = 0
      for (const test of module.children.allTests()) {
        inModule += 1
        const { state } = test.result()
        const name = `${module.relativeModuleId}: ${test.fullName}`
        if (state === 'passed') counts.passed += 1
        else if (state === 'skipped') {
          counts.skipped += 1
          const note = test.result().note
          counts.skips.push(note ? `${name} (${note})` : name)
        } else {
          counts.failed += 1
          counts.failures.push(name)
        }
      }
      // A file that does not load has no tests and must not pass for an empty one.
      if (inModule === 0 || module.errors().length > 0) {
        counts.failed += 1
        counts.failures.push(`${module.relativeModuleId}: did not load or has no test`)
      }
    }
    // A package with a test script and no test would be one that nobody notices.
    if (modules.length === 0 && errors.length === 0) {
      counts.failed += 1
      counts.failures.push('there is no test file')
    }
    mkdirSync('.reports', { recursive: true })
    writeFileSync('.reports/tests.json', `${JSON.stringify(counts, null, 2)}\n`)
  }
}
