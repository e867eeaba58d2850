import { drain, objectUrl, type Bench, type RowMaker } from '../bench.ts'
import { inProcess } from '../contender.ts'
import type { Goal } from '../goals.ts'
import type { Row } from '../measure.ts'

const small = new Uint8Array(1024).fill(7)
const mebibyte = 1024 * 1024

/** A small call must cost little more than the exchanges that it takes. */
const smallGoals: readonly Goal[] = [
  { figure: 'cpuMicros', over: 'undici', most: 1.3, says: 'CPU ≤ 1.3 × undici' },
  { figure: 'p99Micros', over: 'undici', most: 2, says: 'p99 ≤ 2 × undici' },
  { figure: 'cpuMicros', over: 'python', most: 0.1, says: 'CPU ≤ Python ÷ 10' },
  { figure: 'wallMicros', over: 'python', most: 1 / 8, says: 'throughput ≥ 8 × Python' },
]

const largeGoals: readonly Goal[] = [
  { figure: 'cpuMicros', over: 'undici', most: 1.25, says: 'CPU ≤ 1.25 × undici' },
  { figure: 'wallMicros', over: 'undici', most: 1 / 0.9, says: 'throughput ≥ 0.9 × undici' },
]

const getRow = (
  bench: Bench,
  row: Pick<Row, 'name' | 'inFlight' | 'count' | 'goals'>,
  object: string,
  pythonWork: 'get' | 'get_stream',
): Row => ({
  ...row,
  contenders: [
    inProcess('ours', () => drain(bench.bucket.object(object).get())),
    inProcess('ours readAll', async () => void (await bench.bucket.object(object).get().readAll())),
    ...bench.raw.map((raw) => inProcess(raw.name, async () => void (await raw.get(objectUrl(bench, object))))),
    ...(bench.python === undefined
      ? []
      : [bench.python.contender(pythonWork, { bucket: bench.bucket.name, name: object })]),
  ],
})

const putRow = (bench: Bench, row: Pick<Row, 'name' | 'inFlight' | 'count' | 'goals'>, content: Uint8Array): Row => ({
  ...row,
  contenders: [
    inProcess('ours', async () => void (await bench.bucket.object(`put-${row.name}`).putContent(content))),
    ...bench.raw.map((raw) => inProcess(raw.name, () => raw.put(objectUrl(bench, `put-${raw.name}`), content))),
    ...(bench.python === undefined
      ? []
      : [bench.python.contender('put', { bucket: bench.bucket.name, name: 'put-python', size: content.length })]),
  ],
})

const getSmall = (inFlight: number): RowMaker => ({
  name: `get-1KiB-${inFlight}`,
  make: async (bench) => {
    await bench.bucket.object('small').putContent(small)
    return getRow(bench, { name: `get-1KiB-${inFlight}`, inFlight, count: 1_500, goals: smallGoals }, 'small', 'get')
  },
})

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
        name: 'get-1KiB-direct',
        inFlight: 16,
        count: 1_500,
        contenders: [inProcess('ours', read(true)), inProcess('redirected', read(false))],
        goals: [{ figure: 'wallMicros', over: 'redirected', most: 1 / 1.6, says: 'throughput ≥ 1.6 × redirected' }],
      }
    },
  },
  {
    name: 'put-1KiB-16',
    make: (bench) => putRow(bench, { name: 'put-1KiB-16', inFlight: 16, count: 1_000, goals: smallGoals }, small),
  },
  {
    name: 'get-64MiB',
    make: async (bench) => {
      await bench.bucket.object('large').putContent(new Uint8Array(64 * mebibyte).fill(7))
      return getRow(bench, { name: 'get-64MiB', inFlight: 1, count: 3, goals: largeGoals }, 'large', 'get_stream')
    },
  },
  {
    name: 'put-64MiB',
    make: (bench) =>
      putRow(
        bench,
        { name: 'put-64MiB', inFlight: 1, count: 3, goals: largeGoals },
        new Uint8Array(64 * mebibyte).fill(7),
      ),
  },
]
