import { drain, type RowMaker } from '../bench.ts'
import { inProcess, type Extra } from '../contender.ts'

const mebibyte = 1024 * 1024
const numWorkers = 4
const partSizeBytes = 8 * mebibyte

/** Bytes that are held, and garbage that was not collected yet. What the process took from the system before stays its own. */
const heldBytes = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Does work, and tells how much more is held meanwhile, at most, than before. */
const withPeakMemory = async (work: () => Promise<void>): Promise<Extra> => {
  const before = heldBytes()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, heldBytes())
  }, 5)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return { 'peak MiB': (peak - before) / mebibyte }
}

/** The row of one large object that is read by ranges at the same time. */
export const parallelRow: RowMaker = {
  name: 'parallel',
  make: async ({ bucket, largeBytes }) => {
    const piece = new Uint8Array(mebibyte).fill(7)
    const object = bucket.object('huge')
    await object.putContent(async function* () {
      for (let sent = 0; sent < largeBytes; sent += piece.length) yield piece
    })
    return {
      name: `parallel-${largeBytes / mebibyte}MiB`,
      inFlight: 1,
      count: 1,
      contenders: [
        inProcess('ours', () =>
          withPeakMemory(async () => drain((await object.getReader({ numWorkers, partSizeBytes }).raw()).body)),
        ),
        inProcess('single stream', () => withPeakMemory(async () => drain((await object.get().raw()).body))),
      ],
      goals: [
        { figure: 'wallMicros', over: 'single stream', most: 1 / 1.3, says: 'throughput ≥ 1.3 × single stream' },
        {
          figure: 'peak MiB',
          most: (numWorkers * partSizeBytes) / mebibyte + 64,
          says: 'memory ≤ workers × part + 64 MiB',
        },
      ],
    }
  },
  free: ({ bucket }) => bucket.object('huge').delete(),
}
