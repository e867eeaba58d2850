// abort.ts ENDPOINT BUCKET COUNT SEED: aborts so many calls of every kind at random moments, and says how they ended.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { isAisError } from '@ais/core'
import { randomOf } from '../random.ts'

const [endpoint = '', bucketName = '', count = '1', seed = '1'] = process.argv.slice(2)
const random = randomOf(Number(seed))
const folder = mkdtempSync(join(tmpdir(), 'ais-abort-'))
const client = new Client(endpoint)
const bucket = client.bucket(bucketName)
const content = new Uint8Array(2 * 2 ** 20)

let unhandled = 0
process.on('unhandledRejection', () => (unhandled += 1))

const slowly = async function* (): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < 20; piece += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    yield content.subarray(0, 10_000)
  }
}

const kinds: readonly ((signal: AbortSignal, name: string) => Promise<unknown>)[] = [
  (signal) => bucket.object('o').get({ signal }).readAll(),
  (signal) => bucket.object('o').getReader({ signal, numWorkers: 4, partSizeBytes: 200_000 }).readAll(),
  async (signal) => {
    for await (const chunk of bucket.object('o').get({ signal })) if (chunk.length === 0) break
  },
  (signal, name) => bucket.object('o').get({ signal }).toFile(join(folder, name)),
  (signal, name) =>
    bucket.object('o').getReader({ signal, numWorkers: 2 }).toFile(join(folder, name), { resume: true }),
  (signal, name) => bucket.object(name).putContent(content, { signal }),
  (signal, name) => bucket.object(name).putContent(slowly, { signal }),
  (signal, name) => bucket.object(name).putInParts(content, { signal, partSizeBytes: 300_000 }),
  (signal) => bucket.object('o').head({ signal }),
  async (signal) => {
    for await (const entry of bucket.listObjectsIter({ pageSize: 5, signal })) if (entry.name === '') break
  },
]

const settledMs: number[] = []
const wrong: string[] = []
let aborted = 0
const one = async (number: number): Promise<void> => {
  const controller = new AbortController()
  const kind = random.below(kinds.length)
  let abortedAtMs = Infinity
  setTimeout(() => {
    abortedAtMs = performance.now()
    controller.abort()
  }, random.below(120))
  try {
    await kinds[kind]?.(controller.signal, `x${number % 10}`)
  } catch (error) {
    if (isAisError(error) && error._tag === 'Aborted') aborted += 1
    // Calls of several kinds share names: one may find what another is at.
    else if (!isAisError(error) || error._tag !== 'LocalFile') wrong.push(`${kind}: ${String(error)}`)
  }
  if (abortedAtMs !== Infinity) settledMs.push(performance.now() - abortedAtMs)
}
for (let done = 0; done < Number(count); done += 10)
  await Promise.all(Array.from({ length: 10 }, (_, at) => one(done + at)))

const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
const open = sockets()
await client.close()
for (let turn = 0; turn < 1_000 && sockets() > 0; turn += 1) await new Promise((resolve) => setImmediate(resolve))
const files = readdirSync(folder).filter((name) => name.endsWith('.part') && !name.startsWith('.x'))
rmSync(folder, { recursive: true })
const sorted = settledMs.toSorted((a, b) => a - b)
console.log(
  JSON.stringify({
    aborted,
    wrong,
    unhandled,
    openSockets: open,
    socketsAfterClose: sockets(),
    files,
    medianMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    maxMs: Math.round(sorted.at(-1) ?? 0),
  }),
)
