#!/usr/bin/env node
import { nodeProblem } from './node-problem.js'

const problem = nodeProblem(process.versions.node)
if (problem === undefined)
  // Not before the check: on an older Node this import fails, with words that help nobody.
  await import('./command-line.js')
else {
  console.error(`ais-emulator: ${problem}`)
  process.exitCode = 1
}
