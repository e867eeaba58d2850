import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forEachOf, type RowMaker } from '../bench.ts'
import type { Extra } from '../contender.ts'
import { createBucket } from '../create-bucket.ts'
import type { RawClient } from '../raw-clients.ts'
import { serveAlone, serving, type Served } from '../served.ts'

const mebibyte = 1024 * 1024
const content = new Uint8Array(4096).fill(7)
const objectsCount = 5_000
const running: Served[] = []
let folder = ''

const free = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((served) => served.stop()))
  if (folder !== '') await rm(folder, { recursive: true, force: true })
  folder = ''
}

const urlOf = ({ endpoint }: Served, name: string): string => `${endpoint}/v1/objects/b/${name}?provider=ais`

const start = async (raw: RawClient, kind: 'bare' | 'memory' | 'directory'): Promise<Served> => {
  if (kind === 'directory') folder = await mkdtemp(join(tmpdir(), 'ais-bench-'))
  const served = await serveAlone(kind, folder)
  running.push(served)
  if (kind !== 'bare') await createBucket(served.endpoint)
  await raw.put(urlOf(served, 'one'), content)
  return served
}

/** Work on a server: by the server, for any of them. */
type Work = (raw: RawClient, served: Served) => Promise<void>

const getOne: Work = async (raw, served) => {
  const length = await raw.get(urlOf(served, 'one'))
  if (length !== content.length) throw new Error(`bench: read ${length} of ${content.length} bytes`)
}

let stored = 0
const putOne: Work = (raw, served) => raw.put(urlOf(served, `put-${stored++ % 1_000}`), content)

/** The CPU time is the server's: its share of a rate does not hang on how fast the client is. */
const rateRow = (name: string, work: Work): RowMaker => ({
  name: `emulator-${name}`,
  make: async ({ raw: [raw] }) => {
    if (raw === undefined) throw new Error('bench: no raw client')
    const [memory, directory, bare] = [
      await start(raw, 'memory'),
      await start(raw, 'directory'),
      await start(raw, 'bare'),
    ]
    const contender = (who: string, served: Served) => serving(who, served, () => work(raw, served))
    return {
      name: `emulator-${name}-4KiB-32`,
      inFlight: 32,
      count: 3_000,
      // Servers compile what is hot; each of them is measured when it has.
      warmUpCount: 6_000,
      contenders: [contender('ours', memory), contender('directory', directory), contender('bare', bare)],
      goals: [
        { figure: 'cpuMicros', over: 'bare', most: 1 / 0.6, says: 'rate by CPU of the server ≥ 0.6 × bare node:http' },
        { figure: 'wallMicros', over: 'bare', most: 1 / 0.6, says: 'rate as a client sees it ≥ 0.6 × bare node:http' },
        { figure: 'wallMicros', of: 'directory', over: 'ours', most: 2, says: 'directory store ≥ half the rate' },
      ],
    }
  },
  free,
})

const listAll = async (raw: RawClient, { endpoint }: Served): Promise<Extra> => {
  const startedMs = performance.now()
  const message = { action: 'list', value: { props: 'name,size', prefix: 'full/' } }
  const { entries } = (await raw.list(`${endpoint}/v1/buckets/b?provider=ais`, message)) as {
    readonly entries: readonly unknown[]
  }
  if (entries.length !== objectsCount) throw new Error(`bench: listed ${entries.length} of ${objectsCount} names`)
  return { 'list ms': performance.now() - startedMs }
}

const fullRow: RowMaker = {
  name: 'emulator-full',
  make: async ({ raw: [raw] }) => {
    if (raw === undefined) throw new Error('bench: no raw client')
    const served = await start(raw, 'memory')
    await forEachOf(objectsCount, (index) => raw.put(urlOf(served, `full/${index}`), content))
    const settled = await served.usage('settled')
    return {
      name: `emulator-list-${objectsCount}`,
      inFlight: 1,
      count: 3,
      contenders: [
        serving('ours', served, async () => {
          const told = await listAll(raw, served)
          return {
            ...told,
            'MiB over empty': (settled.rssBytes - served.rssAtStart) / mebibyte,
            'start cpu ms': served.startCpuMs ?? Number.NaN,
            'start ms': served.startWallMs ?? Number.NaN,
          }
        }),
      ],
      goals: [
        { figure: 'start cpu ms', most: 50, says: 'in-process start ≤ 50 ms of CPU' },
        { figure: 'cpuMicros', most: 60_000, says: `list of ${objectsCount} ≤ 60 ms of CPU` },
        // 60 MB in decimal.
        { figure: 'MiB over empty', most: 57.2, says: `≤ 60 MB over an empty Node with ${objectsCount} objects` },
      ],
    }
  },
  free,
}

/** Rows of the emulator itself, each server in a process of its own. */
export const emulatorRows: readonly RowMaker[] = [rateRow('get', getOne), rateRow('put', putOne), fullRow]
