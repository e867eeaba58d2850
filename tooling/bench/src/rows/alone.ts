import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ObjectTemplate } from '@ais/client'
import { listObjectsPage } from '@ais/buckets'
import type { RowMaker } from '../bench.ts'
import { inProcess, type Contender, type Extra } from '../contender.ts'

const mebibyte = 1024 * 1024
const templateCount = 1_000_000

const heapBytes = (): number => process.memoryUsage().heapUsed

/** The row that expands a template. */
const templateRow: RowMaker = {
  name: 'template',
  make: () => ({
    name: `template-${templateCount}`,
    inFlight: 1,
    count: 1,
    contenders: [
      inProcess('ours', (): Extra => {
        const template = new ObjectTemplate(`shard-{0000000..${templateCount - 1}}.tar`)
        // CPU time: what other programs take meanwhile is not counted.
        const cpu = process.cpuUsage()
        const elapsedMs = (): number => {
          const { user, system } = process.cpuUsage(cpu)
          return (user + system) / 1000
        }
        let [firstMs, count, most] = [0, 0, 0]
        const before = heapBytes()
        for (const _ of template) {
          if (count === 0) firstMs = elapsedMs()
          count += 1
          if (count % 100_000 === 0) most = Math.max(most, heapBytes() - before)
        }
        if (count !== templateCount) throw new Error(`bench: a template gave ${count} of ${templateCount} names`)
        return { 'first ms': firstMs, 'all ms': elapsedMs(), 'grown MiB': most / mebibyte }
      }),
    ],
    goals: [
      { figure: 'first ms', most: 1, says: 'first name ≤ 1 ms' },
      { figure: 'all ms', most: 300, says: 'all names ≤ 300 ms' },
      // What has not been collected yet, at most a young generation.
      { figure: 'grown MiB', most: 64, says: 'memory flat (≤ 64 MiB)' },
    ],
  }),
}

const pageText = (): string =>
  JSON.stringify({
    uuid: 'x',
    continuation_token: 'y',
    flags: '0',
    entries: Array.from({ length: 10_000 }, (_, index) => ({
      name: `shards/shard-${String(index).padStart(8, '0')}.tar`,
      size: String(index * 1_000_003),
      checksum: '27742888f085accd',
      version: '1',
      flags: 64,
    })),
  })

const answerOf = (bytes: Uint8Array): Parameters<ReturnType<typeof listObjectsPage>['read']>[0] => ({
  status: 200,
  headers: { get: () => undefined, getAll: () => [], names: () => [] },
  node: 'http://node',
  body: {
    async *[Symbol.asyncIterator]() {
      yield bytes
    },
  },
  discard: () => {},
})

/** The row that decodes a page of a listing. */
const decodeRow: RowMaker = {
  name: 'decode',
  make: () => {
    const text = pageText()
    const bytes = new TextEncoder().encode(text)
    const { read } = listObjectsPage({ name: 'b' }, { props: 'name,size,checksum,version' })
    const parse = (): void => void (JSON.parse(text) as unknown)
    return {
      name: 'decode-10000-entries',
      inFlight: 1,
      count: 20,
      warmUpCount: 200,
      contenders: [inProcess('ours', async () => void (await read(answerOf(bytes)))), inProcess('JSON.parse', parse)],
      // Our figure has the parsing in it: what the codecs add is the rest.
      goals: [{ figure: 'cpuMicros', over: 'JSON.parse', most: 2.5, says: 'codecs ≤ 1.5 × JSON.parse' }],
    }
  },
}

/** Starts Node with a program, and gives the milliseconds of CPU and of wall that it took. */
const started = (program: string): { readonly cpuMs: number; readonly wallMs: number } => {
  const measured = `${program}
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs: performance.now() }))`
  const options = { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' } as const
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', measured], options)) as ReturnType<
    typeof started
  >
}

const importing = (name: string, specifier: string | undefined): Contender => ({
  name,
  round: ({ count }) => {
    let [cpuMs, wallMs] = [0, 0]
    for (let index = 0; index < count; index += 1) {
      const empty = started('')
      const full = specifier === undefined ? empty : started(`await import('${specifier}')`)
      cpuMs += full.cpuMs - empty.cpuMs
      wallMs += full.wallMs - empty.wallMs
    }
    return Promise.resolve({
      cpuMicros: (cpuMs * 1000) / count,
      wallMicros: (wallMs * 1000) / count,
      extra: { 'over empty ms': wallMs / count },
    })
  },
})

const importRow = (specifier: string, most: number): RowMaker => ({
  name: `import-${specifier}`,
  make: () => ({
    name: `import-${specifier}`,
    inFlight: 1,
    count: 3,
    contenders: [importing('ours', specifier)],
    goals: [{ figure: 'over empty ms', most, says: `import ≤ ${most} ms over an empty Node` }],
  }),
})

/** Rows that need no server. */
export const aloneRows: readonly RowMaker[] = [
  templateRow,
  decodeRow,
  importRow('@ais/client', 60),
  importRow('@ais/core', 25),
]
