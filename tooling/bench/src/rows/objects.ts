import { drain, objectUrl, type Bench, type RowMaker } from '../bench.ts'
import { inProcess } from '../contender.ts'
import type { Goal } from '../goals.ts'
import type { Row } from '../measure.ts'

const small = new Uint8Array(1024).fill(7)
const mebibyte = 1024 * 1024

/** A small call must cost little more than the exchanges that it takes. */
const smallGoals = (of = 'ours'): readonly Goal[] => [
  { figure: 'cpuMicros', of, over: 'undici', most: 1.3, says: `${of}: CPU ≤ 1.3 × undici` },
  { figure: 'p99Micros', of, over: 'undici', most: 2, says: `${of}: p99 ≤ 2 × undici` },
  { figure: 'cpuMicros', of, over: 'python', most: 0.1, says: `${of}: CPU ≤ Python ÷ 10` },
  { figure: 'wallMicros', of, over: 'python', most: 1 / 8, says: `${of}: throughput ≥ 8 × Python` },
]

const largeGoals = (of = 'ours'): readonly Goal[] => [
  { figure: 'cpuMicros', of, over: 'undici', most: 1.25, says: `${of}: CPU ≤ 1.25 × undici` },
  { figure: 'wallMicros', of, over: 'undici', most: 1 / 0.9, says: `${of}: throughput ≥ 0.9 × undici` },
]

/** Shares of those that take ten and more times as long for a small object. */
const slow: Readonly<Record<string, number>> = { got: 1 / 8, python: 1 / 16 }

const withShares = (row: Row): Row => ({
  ...row,
  contenders: row.contenders.map((contender) => ({ ...contender, share: slow[contender.name] ?? 1 })),
})

type RowShape = Pick<Row, 'name' | 'inFlight' | 'count' | 'warmUpCount' | 'goals'>

const getRow = (bench: Bench, row: RowShape, object: string, pythonWork: 'get' | 'get_stream'): Row => ({
  ...row,
  contenders: [
    inProcess('ours', () => drain(bench.bucket.object(object).get())),
    inProcess('ours raw', async () => drain((await bench.bucket.object(object).get().raw()).body)),
    inProcess('ours readAll', async () => void (await bench.bucket.object(object).get().readAll())),
    ...bench.raw.map((raw) => inProcess(raw.name, async () => void (await raw.get(objectUrl(bench, object))))),
    ...(bench.python === undefined
      ? []
      : [bench.python.contender(pythonWork, { bucket: bench.bucket.name, name: object })]),
  ],
})

/** Makes content that is never twice the same: AIStore takes no content that an object has already. */
const changing = (content: Uint8Array): (() => Uint8Array) => {
  let count = 0
  return () => {
    // What is large goes one at a time, and a copy would be measured.
    const next = content.length > mebibyte ? content : content.slice()
    new DataView(next.buffer).setUint32(0, (count += 1))
    return next
  }
}

const putRow = (bench: Bench, row: RowShape, content: () => Uint8Array): Row => ({
  ...row,
  contenders: [
    inProcess('ours', async () => void (await bench.bucket.object(`put-${row.name}`).putContent(content()))),
    ...bench.raw.map((raw) => inProcess(raw.name, () => raw.put(objectUrl(bench, `put-${row.name}`), content()))),
    ...(bench.python === undefined
      ? []
      : [bench.python.contender('put', { bucket: bench.bucket.name, name: 'put-python', size: content().length })]),
  ],
})

const smallShape = { count: 10_000, warmUpCount: 30_000 }

const getSmall = (inFlight: number): RowMaker => ({
  name: `get-1KiB-${inFlight}`,
  make: async (bench) => {
    await bench.bucket.object('small').putContent(small)
    const goals = [...smallGoals('ours readAll'), ...smallGoals()]
    return withShares(getRow(bench, { ...smallShape, name: `get-1KiB-${inFlight}`, inFlight, goals }, 'small', 'get'))
  },
})

const largeBytes = 64 * mebibyte
const largeShape = { inFlight: 1, count: 3, warmUpCount: 3 }
const streamPiece = new Uint8Array(64 * 1024).fill(7)

const largePieces = async function* (): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < largeBytes; sent += streamPiece.length) yield streamPiece
}

/** A stream, whose checksum is computed in passing and held to the answer's. */
const putStreamRow: RowMaker = {
  name: 'put-64MiB-stream',
  make: (bench) => {
    const stream = { sizeBytes: largeBytes, open: largePieces }
    return {
      ...largeShape,
      name: 'put-64MiB-stream',
      contenders: [
        inProcess('ours', async () => {
          await bench.bucket.object('put-stream').putContent(largePieces, { sizeBytes: largeBytes })
        }),
        ...bench.raw.map((raw) => inProcess(raw.name, () => raw.put(objectUrl(bench, 'put-raw'), stream))),
      ],
      goals: largeGoals(),
    }
  },
}

/** Rows that move the content of single objects. */
export const objectRows: readonly RowMaker[] = [
  getSmall(16),
  getSmall(64),
  {
    name: 'get-1KiB-direct',
    make: async (bench) => {
      await bench.bucket.object('small').putContent(small)
      const read = (direct: boolean) => (): Promise<void> => drain(bench.bucket.object('small').getReader({ direct }))
      return {
        ...smallShape,
        name: 'get-1KiB-direct',
        inFlight: 16,
        contenders: [inProcess('ours', read(true)), inProcess('redirected', read(false))],
        goals: [{ figure: 'wallMicros', over: 'redirected', most: 1 / 1.6, says: 'throughput ≥ 1.6 × redirected' }],
      }
    },
  },
  {
    name: 'put-1KiB-16',
    make: (bench) =>
      withShares(
        putRow(bench, { ...smallShape, name: 'put-1KiB-16', inFlight: 16, goals: smallGoals() }, changing(small)),
      ),
  },
  {
    name: 'get-64MiB',
    make: async (bench) => {
      await bench.bucket.object('large').putContent(new Uint8Array(largeBytes).fill(7))
      const goals = [...largeGoals('ours raw'), ...largeGoals()]
      const row = getRow(bench, { ...largeShape, name: 'get-64MiB', goals }, 'large', 'get_stream')
      const inChunks = inProcess('ours in chunks', () => drain(bench.bucket.object('large').get({ chunkSize: 32_768 })))
      return { ...row, contenders: [...row.contenders, inChunks] }
    },
  },
  putStreamRow,
  {
    name: 'put-64MiB',
    make: (bench) =>
      putRow(
        bench,
        { ...largeShape, name: 'put-64MiB', goals: largeGoals() },
        changing(new Uint8Array(largeBytes).fill(7)),
      ),
  },
]
