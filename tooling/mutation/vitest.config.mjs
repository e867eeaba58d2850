// The tests of a group, for Stryker, which runs them in a copy of the package.
// @ts-check
import { pathToFileURL } from 'node:url'
import { tests } from '@ais-tooling/vitest-config'

export default tests(pathToFileURL(`${process.cwd()}/`).href, {
  include: (process.env['MUTATION_TESTS'] ?? '').split(','),
})
