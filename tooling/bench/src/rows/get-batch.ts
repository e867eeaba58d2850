import { forEachOf, type RowMaker } from '../bench.ts'
import { inProcess } from '../contender.ts'

const objectsCount = 1_000
const nameOf = (index: number): string => `batch/${index}`

/** The row that gets many objects in one answer. */
export const getBatchRow: RowMaker = {
  name: 'get-batch',
  make: async ({ client, endpoint, bucket, raw }) => {
    const content = new Uint8Array(16 * 1024).fill(7)
    await forEachOf(objectsCount, (index) => bucket.object(nameOf(index)).putContent(content))
    const objects = Array.from({ length: objectsCount }, (_, index) => nameOf(index))
    // As ours asks for it: the names in order, streamed as a TAR.
    const message = {
      in: objects.map((objname) => ({ objname, bucket: bucket.name, provider: 'ais' })),
      mime: '.tar',
      coer: true,
      onob: false,
      strm: true,
    }
    const batchUrl = `${endpoint}/v1/ml/moss/${bucket.name}?provider=ais`
    return {
      name: `get-batch-${objectsCount}×16KiB`,
      inFlight: 1,
      count: 1,
      warmUpCount: 20,
      contenders: [
        inProcess('ours', async () => {
          let count = 0
          for await (const _ of client.batch({ bucket, objects }).get()) count += 1
          if (count !== objectsCount) throw new Error(`bench: a batch gave ${count} of ${objectsCount} objects`)
        }),
        // How long AIStore takes, whoever asks: what comes is counted, and not looked at.
        ...raw.flatMap(({ name, batch }) =>
          batch === undefined ? [] : [inProcess(`${name}, unread`, async () => void (await batch(batchUrl, message)))],
        ),
        inProcess('single GETs', () =>
          forEachOf(objectsCount, (index) => bucket.object(nameOf(index)).get().readAll()),
        ),
      ],
      goals: [{ figure: 'wallMicros', over: 'single GETs', most: 1 / 3, says: 'throughput ≥ 3 × single GETs' }],
    }
  },
}
