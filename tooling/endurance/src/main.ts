// npm run endurance -- COMMAND: what takes long, seeded and by hand; the tests run the same, bounded.
import { Command } from 'commander'
import { killDownloads } from './kills/downloads.ts'
import { killUploads } from './kills/uploads.ts'
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

const planOf = (options: KillOptions): KillPlan => {
  const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed)
  console.log(`seed ${seed}`)
  return {
    rounds: Number(options.rounds),
    seed,
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

await program.parseAsync()
