// memory.ts ENDPOINT BUCKET WAY BYTES PIECE: moves so many bytes in one way, and says how far memory rose above what it was.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { Client } from '@ais/client'

const [endpoint = '', bucketName = '', way = '', bytes = '0', piece = '65536', file = ''] = process.argv.slice(2)
const sizeBytes = Number(bytes)
const pieceBytes = Number(piece)
/** As `resources/memory.ts` stores it. */
const warmBytes = 64 * 2 ** 20
await using client = new Client(endpoint)
const bucket = client.bucket(bucketName)
const folder = mkdtempSync(join(tmpdir(), 'ais-memory-'))

/** Most that lay in buffers at once, freed or not: garbage that nobody has collected yet counts. */
let buffersMib = 0
const look = (): void => {
  buffersMib = Math.max(buffersMib, process.memoryUsage().arrayBuffers / 2 ** 20)
}
const lookEachBytes = 2 ** 20

const drain = async (content: AsyncIterable<Uint8Array>): Promise<number> => {
  let taken = 0
  let next = lookEachBytes
  for await (const each of content) {
    taken += each.length
    if (taken < next) continue
    look()
    next = taken + lookEachBytes
  }
  return taken
}

const nothing = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() })

/** Content in pieces of a size, all from the same memory. */
const pieces = (total: number) =>
  async function* (): AsyncGenerator<Uint8Array> {
    const one = new Uint8Array(pieceBytes).fill(7)
    for (let left = total; left > 0; left -= pieceBytes) {
      if (left % lookEachBytes < pieceBytes) look()
      yield left < pieceBytes ? one.subarray(0, left) : one
    }
  }

/** Where the proxy sends a request. */
const placed = async (method: string, name: string): Promise<string> => {
  const url = `${endpoint}/v1/objects/${bucketName}/${name}?provider=ais`
  const asked = request(url, { method })
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.headers.location ?? ''
}

/** What Node itself needs, with nothing of ours: the measure for all else. */
const bare = async (method: string, name: string, total: number): Promise<number> => {
  const asked = request(await placed(method, name), {
    method,
    ...(method === 'PUT' ? { headers: { 'content-length': total } } : {}),
  })
  if (method === 'PUT') Readable.from(pieces(total)(), { objectMode: false }).pipe(asked)
  else asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const taken = await drain(answer)
  return method === 'PUT' ? total : taken
}

const ways: Readonly<Record<string, (name: string, total: number) => Promise<number>>> = {
  'node:http get': (name, total) => bare('GET', name, total),
  'node:http put': (name, total) => bare('PUT', `${name}-put`, total),
  iterator: (name) => drain(bucket.object(name).get({ chunkSize: pieceBytes })),
  raw: async (name) => drain((await bucket.object(name).get().raw()).body),
  'web stream': (name) => drain(bucket.object(name).get().toWebStream() as unknown as AsyncIterable<Uint8Array>),
  'node stream': (name) => drain(bucket.object(name).get().toNodeStream()),
  writer: async (name, total) => {
    await bucket.object(name).get({ writer: nothing() })
    return total
  },
  file: async (name, total) => {
    const opened = bucket.object(name).get().asFile()
    let taken = 0
    for (;;) {
      const { length } = await opened.read(pieceBytes)
      if (length === 0) break
      taken += length
    }
    await opened.close()
    return taken === total ? taken : -1
  },
  parallel: (name) => drain(bucket.object(name).getReader({ numWorkers: 4 })),
  'to file': (name) => bucket.object(name).get().toFile(join(folder, 'o')),
  'to file, resuming': (name) =>
    bucket.object(name).getReader({ numWorkers: 4 }).toFile(join(folder, 'o'), { resume: true }),
  put: async (name, total) => (await bucket.object(`${name}-put`).putContent(pieces(total))).sizeBytes,
  'put stream once': async (name, total) => (await bucket.object(`${name}-put`).putContent(pieces(total)())).sizeBytes,
  'put file': async (name, total) => {
    const path = file === '' ? join(folder, 'source') : file
    const handle = await open(path, 'w')
    await handle.truncate(total)
    await handle.close()
    return (await bucket.object(`${name}-put`).putFile(path)).sizeBytes
  },
  'put in parts': async (name, total) =>
    (await bucket.object(`${name}-put`).putInParts(pieces(total), { partSizeBytes: 4 * 2 ** 20, numWorkers: 4 }))
      .sizeBytes,
}

const peak = (): number => process.resourceUsage().maxRSS * 1024
const move = ways[way]
if (move === undefined) throw new Error(`no such way: ${way}`)
try {
  // What the code itself needs is there before it is measured.
  await move('small', Math.min(sizeBytes, 2 ** 20))
  const before = peak()
  // And then what garbage of buffers Node lets lie before it collects any, which is the same however much is moved.
  await move('warm', Math.min(sizeBytes, warmBytes))
  const warm = peak()
  const moved = await move('large', sizeBytes)
  const mib = (bytes: number): number => Math.round(bytes / 2 ** 20)
  console.log(
    JSON.stringify({
      way,
      pieceBytes,
      moved,
      riseMib: mib(peak() - before),
      growthMib: mib(peak() - warm),
      peakMib: mib(peak()),
      buffersMib: Math.round(buffersMib),
    }),
  )
} finally {
  rmSync(folder, { recursive: true })
}
