// abort.ts ENDPOINT BUCKET COUNT SEED: aborts so many calls of every kind at random moments, and says how they ended.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { isAisError } from '@ais/core'
import { randomOf } from '../random.ts'
import { startTurns } from '../turns.ts'

const [endpoint = '', bucketName = '', count = '1', seed = '1'] = process.argv.slice(2)
const random = randomOf(Number(seed))
const folder = mkdtempSync(join(tmpdir(), 'ais-abort-'))
const client = new Client(endpoint)
const bucket = client.bucket(bucketName)
const content = new Uint8Array(2 ** 20)
const source = join(folder, 'source')
writeFileSync(source, content)
const few = join(folder, 'few')
mkdirSync(few)
for (let file = 0; file < 12; file += 1) writeFileSync(join(few, `file-${file}`), content.subarray(0, 50_000))
// The emulator's jobs take their time here.
const jobId = await bucket.copy({ name: `${bucketName}-copy`, provider: 'ais' })

let unhandled = 0
process.on('unhandledRejection', () => (unhandled += 1))

const slowly = async function* (): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < 20; piece += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    yield content.subarray(0, 10_000)
  }
}

type Call = (signal: AbortSignal, name: string) => Promise<unknown>
const kinds: Readonly<Record<string, Call>> = {
  readAll: (signal) => bucket.object('o').get({ signal }).readAll(),
  'parallel readAll': (signal) =>
    bucket.object('o').getReader({ signal, numWorkers: 4, partSizeBytes: 200_000 }).readAll(),
  iterator: async (signal) => {
    for await (const chunk of bucket.object('o').get({ signal })) if (chunk.length === 0) break
  },
  toFile: (signal, name) => bucket.object('o').get({ signal }).toFile(join(folder, name)),
  'toFile, resuming': (signal, name) =>
    bucket
      .object('o')
      .getReader({ signal, numWorkers: 2, partSizeBytes: 200_000 })
      .toFile(join(folder, `${name}-kept`), { resume: true }),
  'put bytes': (signal, name) => bucket.object(name).putContent(content, { signal }),
  'put stream': (signal, name) => bucket.object(name).putContent(slowly, { signal }),
  'put file': (signal, name) => bucket.object(name).putFile(source, { signal }),
  'put in parts': (signal, name) => bucket.object(name).putInParts(content, { signal, partSizeBytes: 300_000 }),
  'put in parts, journal': (signal, name) =>
    bucket
      .object(name)
      .putInParts({ path: source }, { signal, partSizeBytes: 300_000, journalPath: join(folder, `${name}.upload`) }),
  append: (signal, name) => bucket.object(`${name}-appended`).appendContent(content, { signal, flush: true }),
  head: (signal) => bucket.object('o').head({ signal }),
  list: async (signal) => {
    for await (const entry of bucket.listObjectsIter({ pageSize: 5, signal })) if (entry.name === '') break
  },
  batch: async (signal) => {
    const batch = client.batch({ bucket: { name: bucketName, provider: 'ais' }, objects: ['o', 'small', 'o'] })
    for await (const entry of batch.get({ signal })) if (entry.kind === 'found') await entry.readAll()
  },
  'put files': (signal, name) => bucket.putFiles(few, { signal, prepend: `${name}/` }),
  'wait for a job': (signal) => client.job({ jobId, jobKind: 'copy-bck' }).wait({ signal, maxPollMs: 100 }),
}

const turns = startTurns()
/** Turns of the event loop that a call takes that nobody ends; one that does not end by itself is ended after some. */
const wholeTurns = new Map<string, number>()
const enoughTurns = 20_000
const within = async (call: Call, name: string, signal: AbortSignal): Promise<unknown> =>
  call(signal, name).catch((error: unknown) => error)
const lanes = 6

interface Seen {
  aborted: number
  maxTurns: number
  maxMs: number
  /** CPU time of the whole process from the signal to the end, which does not hang on what else the machine does. */
  maxCpuMs: number
}
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
const seen = new Map<string, Seen>(
  Object.keys(kinds).map((kind) => [kind, { aborted: 0, maxTurns: 0, maxMs: 0, maxCpuMs: 0 }]),
)
const wrong: string[] = []

const one = async (kind: string, call: Call, name: string, moment: number): Promise<void> => {
  const controller = new AbortController()
  let [abortedTurn, abortedMs, abortedCpuMs] = [Infinity, Infinity, Infinity]
  const startedTurn = turns.now
  turns.at(startedTurn + moment, () => {
    abortedTurn = turns.now
    abortedMs = performance.now()
    abortedCpuMs = cpuMs()
    controller.abort()
  })
  const error = await within(call, name, controller.signal)
  const ofKind = seen.get(kind)
  if (ofKind === undefined) return
  if (abortedTurn === Infinity) {
    // The first ones took longer, as all code was new.
    wholeTurns.set(kind, turns.now - startedTurn)
    return
  }
  ofKind.maxCpuMs = Math.max(ofKind.maxCpuMs, cpuMs() - abortedCpuMs)
  ofKind.maxTurns = Math.max(ofKind.maxTurns, turns.now - abortedTurn)
  ofKind.maxMs = Math.max(ofKind.maxMs, performance.now() - abortedMs)
  if (isAisError(error) && error._tag === 'Aborted') ofKind.aborted += 1
  else if (error instanceof Error) wrong.push(`${kind}: ${String(error)}`)
}

for (const [kind, call] of Object.entries(kinds)) {
  const started = turns.now
  const enough = new AbortController()
  turns.at(started + enoughTurns, () => enough.abort())
  const ended = await Promise.all(Array.from({ length: lanes }, (_, lane) => within(call, `x${lane}`, enough.signal)))
  for (const error of ended)
    if (error instanceof Error && !enough.signal.aborted) wrong.push(`${kind}: ${String(error)}`)
  wholeTurns.set(kind, turns.now - started)
}
const names = Object.entries(kinds)
for (let done = 0; done < Number(count); done += lanes) {
  if (done % (lanes * 50) === 0) console.error(`${done} of ${count} calls`)
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const [kind = '', call] = names[random.below(names.length)] ?? []
      // Each lane has names of its own: a call must not find what another is at.
      if (call !== undefined) await one(kind, call, `x${lane}`, random.below((wholeTurns.get(kind) ?? 0) * 1.2 + 3))
    }),
  )
}

const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
// Idle ones are kept for a second; one that still waits for an answer would stay for good.
for (let turn = 0; turn < 200 && sockets() > 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 50))
const open = sockets()
await client.close()
for (let turn = 0; turn < 1_000 && sockets() > 0; turn += 1) await new Promise((resolve) => setImmediate(resolve))
turns.end()
const left = (): readonly string[] =>
  readdirSync(folder).filter((name) => /\.part$|\.new$/.test(name) && !/-kept/.test(name))
// What was under way on the disk ends by itself.
for (let turn = 0; turn < 1_000 && left().length > 0; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5))
const files = left()
rmSync(folder, { recursive: true })
for (const [kind, { aborted, maxTurns, maxMs, maxCpuMs }] of seen)
  console.log(
    JSON.stringify({
      kind,
      wholeTurns: wholeTurns.get(kind),
      aborted,
      maxTurns,
      maxMs: Math.round(maxMs),
      maxCpuMs: Math.round(maxCpuMs),
    }),
  )
const all = [...seen.values()]
console.log(
  JSON.stringify({
    aborted: all.reduce((sum, { aborted }) => sum + aborted, 0),
    wrong,
    unhandled,
    openSockets: open,
    socketsAfterClose: sockets(),
    files,
    kinds: all.filter(({ aborted }) => aborted > 0).length,
    maxTurns: Math.max(...all.map(({ maxTurns }) => maxTurns)),
    maxCpuMs: Math.round(Math.max(...all.map(({ maxCpuMs }) => maxCpuMs))),
    maxMs: Math.round(Math.max(...all.map(({ maxMs }) => maxMs))),
  }),
)
