// npm run chaos -- [--endpoint URL] [--only reads|writes]: faults on every way to read and to write, as tables.
import { Command } from 'commander'
import { printReads } from './read/print-reads.ts'
import { readCells, runReads } from './read/read-matrix.ts'
import { openStage } from './stage.ts'
import { printWrites } from './write/print-writes.ts'
import { runWrites, writeCells } from './write/write-matrix.ts'

interface Options {
  readonly endpoint?: string
  readonly only?: string
  readonly fault: string
  readonly path: string
}

const options = new Command()
  .option('--endpoint <url>', 'cluster to try the faults on; an emulator without it')
  .option('--only <what>', 'reads or writes; both without it')
  .option('--fault <text>', 'only faults whose name contains this', '')
  .option('--path <text>', 'only paths whose name contains this', '')
  .parse()
  .opts<Options>()

const isChosen = ({
  fault,
  path,
}: {
  readonly fault: { readonly name: string }
  readonly path: { readonly name: string }
}) => fault.name.includes(options.fault) && path.name.includes(options.path)
const fail = (results: readonly { readonly isAsExpected: boolean }[]): void => {
  if (results.some(({ isAsExpected }) => !isAsExpected)) process.exitCode = 1
}

await using stage = await openStage(options.endpoint)
if (options.only !== 'writes') {
  const results = await runReads(stage, readCells.filter(isChosen))
  console.log(printReads(results))
  fail(results)
}
if (options.only !== 'reads') {
  const results = await runWrites(stage, writeCells.filter(isChosen))
  console.log(printWrites(results))
  fail(results)
}
const { user, system } = process.cpuUsage()
console.log(`${((user + system) / 1e6).toFixed(1)} s of CPU time`)
