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
for (let step = 1; step <= steps; step += 1) {
  await Promise.all(Array.from({ length: 16 }, (_, number) => lane(number, (total / steps) * step)))
  collect()
  const { heapUsed, rss, external } = process.memoryUsage()
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  console.log(
    JSON.stringify({ calls: done, heapKib: heapUsed >> 10, externalKib: external >> 10, rssMib: rss >> 20, sockets }),
  )
}
