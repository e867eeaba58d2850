// The tests of a group, for Stryker, which runs them in a copy of the package.
// @ts-check
import { pathToFileURL } from 'node:url'
import { tests } from '@ais-tooling/vitest-config'

export default tests(pathToFileURL(`${process.cwd()}/`).href, {
  include: (process.env['MUTATION_TESTS'] ?? '').split(','),
  // A change that makes a call wait for ever is noticed by this, which is cheaper than Stryker's own limit: that costs a new process.
  testTimeout: 15_000,
})
