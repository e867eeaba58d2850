import { forEachOf, type Bench, type RowMaker } from '../bench.ts'
import { inProcess, type Extra } from '../contender.ts'

/** Does work, and tells how long it held the event loop at most, in CPU time: what other programs take is not counted. */
const withLongestHold = async (work: () => Promise<Extra>): Promise<Extra> => {
  let longest = 0
  let before = process.cpuUsage()
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before)
    longest = Math.max(longest, user + system)
    before = process.cpuUsage()
  }, 1)
  try {
    const told = await work()
    return { ...told, 'hold ms': longest / 1000 }
  } finally {
    clearInterval(timer)
  }
}

const listOurs = async ({ bucket, names }: Bench): Promise<Extra> => {
  const startedMs = performance.now()
  let count = 0
  let firstMs = 0
  for await (const _ of bucket.listObjectsIter({ prefix: 'list/', props: 'name,size' })) {
    if (count === 0) firstMs = performance.now() - startedMs
    count += 1
  }
  if (count !== names) throw new Error(`bench: listed ${count} of ${names} names`)
  return { 'first ms': firstMs, 'all ms': performance.now() - startedMs }
}

const listRaw = async (bench: Bench, raw: Bench['raw'][number]): Promise<void> => {
  const url = `${bench.endpoint}/v1/buckets/${bench.bucket.name}?provider=ais`
  let token = ''
  do {
    const value = { prefix: 'list/', props: 'name,size', continuation_token: token }
    const page = await raw.list(url, { action: 'list', name: '', value })
    token = (page as { readonly continuation_token: string }).continuation_token
  } while (token !== '')
}

/** The row that lists. */
export const listingRow: RowMaker = {
  name: 'list',
  make: async (bench) => {
    const { bucket, names, python } = bench
    await forEachOf(names, (index) => bucket.object(`list/${String(index).padStart(8, '0')}`).putContent('x'))
    return {
      name: `list-${names}`,
      inFlight: 1,
      count: 1,
      contenders: [
        inProcess('ours', () => withLongestHold(() => listOurs(bench))),
        ...bench.raw.map((raw) => inProcess(raw.name, () => listRaw(bench, raw))),
        ...(python === undefined
          ? []
          : [python.contender('list', { bucket: bucket.name, prefix: 'list/', props: 'name,size' })]),
      ],
      goals: [
        { figure: 'wallMicros', over: 'python', most: 0.5, says: 'time ≤ 0.5 × Python' },
        { figure: 'hold ms', most: 30, says: 'event loop held ≤ 30 ms' },
      ],
    }
  },
}
