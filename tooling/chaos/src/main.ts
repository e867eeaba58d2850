// npm run chaos -- [--endpoint URL] [--only tables|reads|writes|random] [--seed N] [--minutes M]: faults on every way to read and to
// write, in tables, and then at random. With --at N --run COMMAND something happens at the Nth transfer: a node is killed, for instance.
import { exec } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { promisify } from 'node:util'
import { Command } from 'commander'
import { littlePatience } from './patience.ts'
import { printRandom } from './random/print-random.ts'
import { runRandom } from './random/run-random.ts'
import { printReads } from './read/print-reads.ts'
import { readCells, runReads } from './read/read-matrix.ts'
import { openStage } from './stage.ts'
import { printWrites } from './write/print-writes.ts'
import { runWrites, writeCells } from './write/write-matrix.ts'

interface Options {
  readonly endpoint?: string
  readonly waitMs: string
  readonly retryDelayMs: string
  readonly only?: string
  readonly fault: string
  readonly path: string
  readonly seed: string
  readonly minutes: string
  readonly transfers: string
  readonly probability: string
  readonly lanes: string
  readonly at: string
  readonly run?: string
  readonly then?: string
}

const options = new Command()
  .option('--endpoint <url>', 'cluster to try the faults on; an emulator without it')
  .option('--wait-ms <ms>', 'patience of the clients; a busy cluster needs more', String(littlePatience.waitMs))
  .option('--retry-delay-ms <ms>', 'bound of the first wait between attempts', String(littlePatience.retryDelayMs))
  .option('--only <what>', 'tables, reads, writes or random; all without it')
  .option('--fault <text>', 'in tables only faults whose name contains this', '')
  .option('--path <text>', 'in tables only paths whose name contains this', '')
  .option('--seed <n>', 'makes the run at random the same again', String(randomInt(2 ** 31)))
  .option('--minutes <m>', 'how long the run at random goes', '1')
  .option('--transfers <n>', 'ends the run at random after so many transfers', 'Infinity')
  .option('--probability <p>', 'share of exchanges that meet a fault in the run at random, 0 to 1', '0.15')
  .option('--lanes <n>', 'transfers at a time; with 1 a seed gives the same run again', '8')
  .option('--at <n>', 'number of the transfer at which the command of --run is run', '0')
  .option('--run <command>', 'command that does something to the cluster; what is left is looked at after it has ended')
  .option('--then <command>', 'command to run after that, after which what is left is looked at once more')
  .parse()
  .opts<Options>()

type Cell = { readonly fault: { readonly name: string }; readonly path: { readonly name: string } }
const isChosen = ({ fault, path }: Cell): boolean =>
  fault.name.includes(options.fault) && path.name.includes(options.path)
const isWanted = (...names: readonly string[]): boolean => options.only === undefined || names.includes(options.only)
const report = (text: string, isGood: boolean): void => {
  console.log(`${text}\n`)
  if (!isGood) process.exitCode = 1
}

await using stage = await openStage(options.endpoint, {
  waitMs: Number(options.waitMs),
  retryDelayMs: Number(options.retryDelayMs),
})
if (isWanted('tables', 'reads')) {
  const results = await runReads(stage, readCells.filter(isChosen))
  report(
    printReads(results),
    results.every(({ isAsExpected }) => isAsExpected),
  )
}
if (isWanted('tables', 'writes')) {
  const results = await runWrites(stage, writeCells.filter(isChosen))
  report(
    printWrites(results),
    results.every(({ isAsExpected }) => isAsExpected),
  )
}
if (isWanted('random')) {
  console.log(`seed ${options.seed}`)
  let done: Promise<unknown> = Promise.resolve()
  const { then } = options
  // What was found before it counts nevertheless.
  const failed = (error: unknown): void => report(`the command of --then failed: ${String(error)}`, false)
  const result = await runRandom(stage, {
    seed: Number(options.seed),
    transfers: Number(options.transfers),
    forMs: Number(options.minutes) * 60_000,
    probability: Number(options.probability),
    lanes: Number(options.lanes),
    onTransfer: (index) => {
      if (options.run !== undefined && index === Number(options.at)) done = promisify(exec)(options.run)
    },
    settled: () => done,
    ...(then === undefined ? {} : { mended: () => promisify(exec)(then).catch(failed) }),
  })
  report(printRandom(result), result.violations.length === 0)
}
const { user, system } = process.cpuUsage()
console.log(`${((user + system) / 1e6).toFixed(1)} s of CPU time`)
