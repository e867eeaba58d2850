import { describe, expect, it } from 'vitest'
import { nodeProblem } from '../src/node-problem.js'

describe('the version of Node', () => {
  it.each(['18.20.0', '20.20.2', '22.12.0'])('%s is refused with what is needed', (version) => {
    expect(nodeProblem(version)).toBe(`needs Node 22.13 or newer, and this is ${version}: its store is on node:sqlite`)
  })

  it.each(['22.13.0', '23.0.0', '24.21.0', '26.1.0-nightly'])('%s will do', (version) => {
    expect(nodeProblem(version)).toBeUndefined()
  })
})
