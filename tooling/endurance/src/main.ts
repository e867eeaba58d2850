// npm run endurance -- COMMAND: what takes long, seeded and by hand; the tests run the same, bounded.
import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { Command } from 'commander'
import { startChild } from './child.ts'
import { killDownloads } from './kills/downloads.ts'
import { killEmulator } from './kills/emulator.ts'
import { killUploads } from './kills/uploads.ts'
import { bareWays, measureMemory, readingWays, writingWays } from './resources/memory.ts'
import type { KillPlan } from './kills/plan.ts'

const program = new Command('endurance').description('Kills, fills and floods, to see what is left.')
const log = (line: string): void => console.log(line)

interface KillOptions {
  readonly rounds: string
  readonly seed?: string
  readonly mib: string
  readonly partKib: string
  readonly workers: string
}

const seedOf = (given: string | undefined): number => {
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given)
  console.log(`seed ${seed}`)
  return seed
}

const planOf = (options: KillOptions): KillPlan => {
  return {
    rounds: Number(options.rounds),
    seed: seedOf(options.seed),
    sizeBytes: Math.round(Number(options.mib) * 2 ** 20),
    partSizeBytes: Math.round(Number(options.partKib) * 2 ** 10),
    numWorkers: Number(options.workers),
  }
}

for (const [name, run, what] of [
  ['kill-downloads', killDownloads, 'kill -9 of downloads that resume'],
  ['kill-uploads', killUploads, 'kill -9 of uploads with a journal'],
] as const)
  program
    .command(name)
    .description(what)
    .option('--rounds <count>', 'kills', '200')
    .option('--seed <number>', 'of the moments; the time without it')
    .option('--mib <size>', 'size of the object in MiB', '64')
    .option('--part-kib <size>', 'size of a part in KiB', '1024')
    .option('--workers <count>', 'parts at the same time', '1')
    .action(async (options: KillOptions) => console.log(JSON.stringify(await run(planOf(options), log))))

program
  .command('kill-emulator')
  .description('kill -9 of an emulator with a data directory, under load')
  .option('--rounds <count>', 'kills', '200')
  .option('--seed <number>', 'of moments and changes; the time without it')
  .option('--lanes <count>', 'changes at the same time', '4')
  .action(async (options: { readonly rounds: string; readonly seed?: string; readonly lanes: string }) => {
    const plan = { rounds: Number(options.rounds), seed: seedOf(options.seed), lanes: Number(options.lanes) }
    console.log(JSON.stringify(await killEmulator(plan, log)))
  })

program
  .command('memory')
  .description('how far memory rises while an object is moved, in every way and with writes of every size')
  .option('--mib <size>', 'size of the object in MiB', '512')
  .action(async (options: { readonly mib: string }) => {
    const sizes = [64, 1_024, 65_536, 2 ** 20, 8 * 2 ** 20]
    const rows = [
      ...[...bareWays, ...readingWays, ...writingWays].map((way) => ({ way })),
      ...sizes.map((pieceBytes) => ({ way: 'put', pieceBytes })),
      { way: 'put', pieceBytes: 1, sizeBytes: 8 * 2 ** 20 },
    ]
    const costs = await measureMemory(rows, Number(options.mib) * 2 ** 20, log)
    const [bound, over] = [64, costs.filter(({ growthMib }) => growthMib > 64)]
    console.log(`${costs.length} ways, ${over.length} of them more than ${bound} MiB above their own base`)
    if (over.length > 0) process.exitCode = 1
  })

/** Runs a child on an emulator of its own, and prints what it says. */
const onEmulator = async (script: string, args: readonly string[]): Promise<void> => {
  await using emulator = await startEmulator({ targets: 2, jobDelayMs: 3_600_000 })
  await using client = new Client(emulator.endpoint)
  const bucket = await client.bucket('endurance').create()
  await bucket.object('o').putContent(new Uint8Array(2 ** 20))
  await bucket.object('small').putContent('small')
  const child = startChild(script, [emulator.endpoint, 'endurance', ...args], { nodeArgs: ['--expose-gc'], log })
  process.exitCode = (await child.ended).code ?? 1
}

program
  .command('unread')
  .description('answers that nobody reads')
  .option('--count <number>', 'answers', '10000')
  .option('--transport <name>', 'undici or got', 'undici')
  .action((options: { readonly count: string; readonly transport: string }) =>
    onEmulator('unread', [options.count, options.transport]),
  )
program
  .command('soak')
  .description('small calls of every kind, and memory on the way')
  .option('--calls <number>', 'calls', '1000000')
  .action((options: { readonly calls: string }) => onEmulator('soak', [options.calls]))
program
  .command('put-files')
  .description('many small files, and how far memory rises')
  .option('--count <number>', 'files', '100000')
  .action((options: { readonly count: string }) => onEmulator('files', [options.count]))
program
  .command('abort')
  .description('calls of every kind, aborted at random moments')
  .option('--count <number>', 'calls', '2000')
  .option('--seed <number>', 'of the moments', '3')
  .action((options: { readonly count: string; readonly seed: string }) =>
    onEmulator('abort', [options.count, options.seed]),
  )

await program.parseAsync()
