// npm run bench -- [--endpoint URL] [--json FILE] [--only NAME] …: ratios against raw clients and the Python SDK in one run.
// npm run bench -- --growth [SVG] | --scale [COUNT]: how costs grow; a directory store of millions. By hand: both take long.
import { writeFileSync } from 'node:fs'
import { Client } from '@ais/client'
import { Command } from 'commander'
import type { Bench } from './bench.ts'
import { judge, type Verdict } from './goals.ts'
import { growth } from './growth/growth.ts'
import { scale } from './growth/scale.ts'
import { measureRow } from './measure.ts'
import type { Measured } from './measured.ts'
import { startPython } from './python.ts'
import { rawGot, rawUndici } from './raw-clients.ts'
import { rows } from './rows/rows.ts'
import { serve } from './server.ts'
import { table, verdictTable } from './table.ts'

interface Options {
  readonly endpoint?: string
  readonly json?: string
  readonly only?: string
  readonly python?: string
  readonly rounds: string
  readonly names: string
  readonly largeMib: string
  readonly growth?: string | true
  readonly scale?: string | true
}

const options = new Command()
  .option('--endpoint <url>', 'cluster to measure on; the emulator in a process of its own without it')
  .option('--json <file>', 'write the measurements there')
  .option('--only <name>', 'only rows whose name contains this')
  .option('--rounds <count>', 'rounds per row', '5')
  .option('--names <count>', 'objects of the listing', '100000')
  .option('--large-mib <count>', 'size of the object that is read in parallel', '1024')
  .option('--python <path>', 'a Python that has the aistore package')
  .option('--growth [svg]', 'measure how the cost of a unit grows instead, and draw it into this file')
  .option('--scale [count]', 'open a directory store of so many objects instead, and page through it')
  .parse()
  .opts<Options>()

const countOf = (given: string | true, otherwise: number): number => (given === true ? otherwise : Number(given))

/** Measures the rows, prints and writes what came of them. */
const compare = async (): Promise<void> => {
  const chosen = rows.filter(({ name }) => options.only === undefined || name.includes(options.only))
  if (chosen.length === 0) throw new Error(`bench: no row has '${options.only}' in its name`)

  const server =
    options.endpoint === undefined ? await serve() : { endpoint: options.endpoint, stop: () => Promise.resolve() }
  const client = new Client(server.endpoint)
  const raw = [rawUndici(), rawGot()]
  const python = await startPython(server.endpoint, options.python)
  console.log(
    python === undefined
      ? 'SKIPPED: the Python SDK. No Python with the aistore package was found; make a venv and give it by --python'
      : `peer: the Python SDK ${python.version}`,
  )
  const bucket = client.bucket(`bench-${Date.now().toString(36)}`)
  await bucket.create()
  const bench: Bench = {
    endpoint: server.endpoint,
    client,
    bucket,
    raw,
    python,
    names: Number(options.names),
    largeBytes: Number(options.largeMib) * 1024 * 1024,
  }
  const measured: Measured[] = []
  const judged: { readonly row: string; readonly verdict: Verdict }[] = []
  try {
    for (const { name, make, free } of chosen) {
      console.log(`preparing ${name} …`)
      const row = await make(bench)
      console.log(`measuring ${row.name} …`)
      const results = await measureRow(row, Number(options.rounds))
      await free?.(bench)
      measured.push(...results)
      judged.push(...judge(results, row.goals).map((verdict) => ({ row: row.name, verdict })))
    }
    console.log(`\n${table(measured)}\n\n${verdictTable(judged)}`)
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ measured, judged }, null, 2)}\n`)
  } finally {
    await bucket.delete({ missingOk: true })
    await python?.close()
    await Promise.all(raw.map((peer) => peer.close()))
    await client.close()
    await server.stop()
  }
}

if (options.growth !== undefined)
  await growth(options.growth === true ? 'docs/performance/growth.svg' : options.growth, options.only)
else if (options.scale !== undefined) await scale(countOf(options.scale, 10_000_000))
else await compare()
