// npm run bench -- [--endpoint URL] [--json FILE] [--only NAME] [--rounds N]: ratios against raw clients in one run on one server.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { dirname, join } from 'node:path'
import { Client } from '@ais/client'
import { Command } from 'commander'
import { measureRow, type Measured } from './measure.ts'
import { rawGot, rawUndici } from './raw-clients.ts'
import { listingRows } from './rows/listing.ts'
import { objectRows } from './rows/objects.ts'
import { table } from './table.ts'

interface Options {
  readonly endpoint?: string
  readonly json?: string
  readonly only?: string
  readonly rounds: string
}

/** Serves in a process of its own, so that its CPU time is not counted as the client's. */
const serve = async (): Promise<{ readonly endpoint: string; readonly stop: () => Promise<void> }> => {
  const main = join(dirname(createRequire(import.meta.url).resolve('@ais/emulator/package.json')), 'dist/main.js')
  const server = spawn(process.execPath, [main, '--port', '0', '--targets', '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(server.stdout)) {
    const endpoint = /^listening on (\S+)$/.exec(line)?.[1]
    if (endpoint !== undefined)
      return {
        endpoint,
        stop: async () => {
          server.kill('SIGTERM')
          await once(server, 'exit')
        },
      }
  }
  throw new Error('bench: the emulator ended before it listened')
}

const options = new Command()
  .option('--endpoint <url>', 'cluster to measure on; the emulator without it')
  .option('--json <file>', 'write the measurements there')
  .option('--only <name>', 'only rows whose name contains this')
  .option('--rounds <count>', 'rounds per row', '5')
  .parse()
  .opts<Options>()

const server =
  options.endpoint === undefined ? await serve() : { endpoint: options.endpoint, stop: () => Promise.resolve() }
const client = new Client(server.endpoint)
const raw = [rawUndici(), rawGot()]
const bucket = client.bucket(`bench-${Date.now().toString(36)}`)
await bucket.create()
try {
  const bench = { endpoint: server.endpoint, bucket, raw }
  const rows = [...(await objectRows(bench)), ...(await listingRows(bench))].filter(
    ({ name }) => options.only === undefined || name.includes(options.only),
  )
  const measured: Measured[] = []
  for (const row of rows) {
    console.log(`measuring ${row.name} …`)
    measured.push(...(await measureRow(row, Number(options.rounds))))
  }
  console.log(`\n${table(measured)}`)
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(measured, null, 2)}\n`)
} finally {
  await bucket.delete({ missingOk: true })
  await Promise.all(raw.map((peer) => peer.close()))
  await client.close()
  await server.stop()
}
