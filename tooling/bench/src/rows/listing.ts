import type { Row } from '../measure.ts'
import type { Bench } from './objects.ts'

const namesCount = 2_000

const fill = async ({ bucket }: Bench): Promise<void> => {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < namesCount; index = next++)
      await bucket.object(`list/${String(index).padStart(6, '0')}`).putContent('x')
  }
  await Promise.all(Array.from({ length: 16 }, worker))
}

/** Rows that list. */
export const listingRows = async (bench: Bench): Promise<readonly Row[]> => {
  await fill(bench)
  const url = `${bench.endpoint}/v1/buckets/${bench.bucket.name}?provider=ais`
  const message = { action: 'list', name: '', value: { prefix: 'list/', props: 'name,size' } }
  return [
    {
      name: `list-${namesCount}`,
      inFlight: 1,
      count: 10,
      contenders: [
        {
          name: 'ours',
          run: async () => void (await bench.bucket.listAllObjects({ prefix: 'list/', props: 'name,size' })),
        },
        ...bench.raw.map((raw) => ({ name: raw.name, run: async () => void (await raw.list(url, message)) })),
      ],
    },
  ]
}
