// npm run chaos -- [--endpoint URL]: faults on every way to read, as a table.
import { Command } from 'commander'
import { printReads } from './read/print-reads.ts'
import { runReads } from './read/read-matrix.ts'
import { openStage } from './stage.ts'

interface Options {
  readonly endpoint?: string
}

const options = new Command()
  .option('--endpoint <url>', 'cluster to try the faults on; an emulator without it')
  .parse()
  .opts<Options>()

await using stage = await openStage(options.endpoint)
const results = await runReads(stage)
console.log(printReads(results))
if (results.some(({ isAsExpected }) => !isAsExpected)) process.exitCode = 1
