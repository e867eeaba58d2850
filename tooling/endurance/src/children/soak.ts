// soak.ts ENDPOINT BUCKET CALLS: makes so many small calls of one client, and says how memory stood on the way. Needs --expose-gc.
import { Client } from '@ais/client'

const [endpoint = '', bucketName = '', calls = '1'] = process.argv.slice(2)
const total = Number(calls)
const collect = (globalThis as { gc?: () => void }).gc ?? ((): void => undefined)
await using client = new Client(endpoint)
const bucket = client.bucket(bucketName)

const kinds: readonly ((lane: number) => Promise<unknown>)[] = [
  (lane) => bucket.object(`soak-${lane}`).putContent(`content ${lane}`),
  (lane) => bucket.object(`soak-${lane}`).get().readAll(),
  (lane) => bucket.object(`soak-${lane}`).head(),
  (lane) =>
    bucket
      .object(`soak-none-${lane}`)
      .head()
      .catch(() => undefined),
  (lane) => bucket.listObjects({ prefix: `soak-${lane}`, pageSize: 10 }),
]

let done = 0
const lane = async (number: number, until: number): Promise<void> => {
  for (; done < until; done += 1) await kinds[done % kinds.length]?.(number)
}

const steps = 10
/** What lives on the heap after each step. */
const heaps: number[] = []
/** Pools and caches fill in the first steps; what grows by more afterwards grows without end. */
const toleratedKib = 2_048
for (let step = 1; step <= steps; step += 1) {
  await Promise.all(Array.from({ length: 16 }, (_, number) => lane(number, (total / steps) * step)))
  collect()
  const { heapUsed, rss, external } = process.memoryUsage()
  heaps.push(heapUsed)
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  console.log(
    JSON.stringify({ calls: done, heapKib: heapUsed >> 10, externalKib: external >> 10, rssMib: rss >> 20, sockets }),
  )
}
const growthKib = Math.round(((heaps.at(-1) ?? 0) - (heaps[1] ?? 0)) / 1_024)
console.log(JSON.stringify({ growthKib, isFlat: growthKib <= toleratedKib }))
if (growthKib > toleratedKib) process.exitCode = 1
