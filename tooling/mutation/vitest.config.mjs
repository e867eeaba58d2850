// The tests of a group, for Stryker, which runs them in a copy of the package.
// @ts-check
import { pathToFileURL } from 'node:url'
import { tests } from '@ais-tooling/vitest-config'
import { BaseSequencer } from 'vitest/node'

const files = (process.env['MUTATION_TESTS'] ?? '').split(',')

/** Runs the files in the order in which their group names them; vitest would begin with those that take longest. */
class AsNamed extends BaseSequencer {
  /** @type {BaseSequencer['sort']} */
  async sort(specifications) {
    const place = (/** @type {{ moduleId: string }} */ { moduleId }) =>
      files.findIndex((file) => moduleId.endsWith(file))
    return [...specifications].sort((one, other) => place(one) - place(other))
  }
}

export default tests(pathToFileURL(`${process.cwd()}/`).href, {
  include: files,
  // One process of Stryker's for each change: its files share a worker, which is not kept for the next change.
  isolate: false,
  sequence: { sequencer: AsNamed },
  // A change that makes a call wait for ever is noticed by these, which is cheaper than Stryker's own limit.
  testTimeout: 12_000,
  hookTimeout: 8_000,
})
