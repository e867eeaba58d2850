// closing.ts ENDPOINT BUCKET HOW: uses a client in every way, ends it, and must then end by itself.
import { Readable } from 'node:stream'
import { Client } from '@ais/client'
import { undiciTransport } from '@ais/core/undici'

const [endpoint = '', bucketName = '', how = 'close'] = process.argv.slice(2)

const use = async (client: Client): Promise<void> => {
  const bucket = client.bucket(bucketName)
  const object = bucket.object('closing')
  await object.putContent('x'.repeat(300_000))
  await object.putContent(() => Readable.from([Buffer.alloc(1_000_000)]))
  await object.getReader({ numWorkers: 3, partSizeBytes: 100_000 }).readAll()
  await bucket.listObjects()
  await client.cluster().getInfo()
  const begun = object.get()[Symbol.asyncIterator]()
  await begun.next()
  const stream = object.get().toNodeStream()
  stream.once('error', () => undefined)
  // Under way when it ends: must be ended, not waited for.
  const pending = [
    object.get({ timeoutMs: 3_600_000 }).readAll(),
    object.putContent(async function* () {
      yield Buffer.alloc(10)
      await new Promise(() => undefined)
    }),
    client.bucket('no-such-bucket').object('o').get().readAll(),
  ]
  for (const each of pending) each.catch(() => undefined)
}

if (how === 'dispose') {
  await using client = new Client(endpoint)
  await use(client)
} else {
  const client = new Client(endpoint, how === 'undici' ? { transport: undiciTransport() } : {})
  await use(client)
  await client.close()
  await client.close()
}
const held = (): readonly string[] => process.getActiveResourcesInfo().filter((kind) => /TCP|Timeout|FS|TLS/.test(kind))
// Sockets that are closed are gone some turns later.
for (let turn = 0; turn < 100 && held().length > 0; turn += 1) await new Promise((resolve) => setImmediate(resolve))
const left = held()
console.log(`left: ${left.join(' ')}`)
process.once('beforeExit', () => console.log('ends by itself'))
