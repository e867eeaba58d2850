import type { Bucket } from '@ais/client'
import type { RawClient } from '../raw-clients.ts'
import type { Row } from '../measure.ts'

/** What the rows work on. */
export interface Bench {
  readonly endpoint: string
  readonly bucket: Bucket
  readonly raw: readonly RawClient[]
}

const drain = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const _ of body) {
    // Only the passing of the bytes is measured.
  }
}

const objectUrl = ({ endpoint, bucket }: Bench, name: string): string =>
  `${endpoint}/v1/objects/${bucket.name}/${name}?provider=ais`

const getRow = (bench: Bench, name: string, object: string, inFlight: number, count: number): Row => ({
  name,
  inFlight,
  count,
  contenders: [
    { name: 'ours', run: () => drain(bench.bucket.object(object).get()) },
    ...bench.raw.map((raw) => ({
      name: raw.name,
      run: async () => void (await raw.get(objectUrl(bench, object))),
    })),
  ],
})

const putRow = (bench: Bench, name: string, content: Uint8Array, inFlight: number, count: number): Row => ({
  name,
  inFlight,
  count,
  contenders: [
    { name: 'ours', run: async () => void (await bench.bucket.object(`put-${name}`).putContent(content)) },
    ...bench.raw.map((raw) => ({
      name: raw.name,
      run: () => raw.put(objectUrl(bench, `put-${raw.name}`), content),
    })),
  ],
})

/** Rows that move object content; stores what they read first. */
export const objectRows = async (bench: Bench): Promise<readonly Row[]> => {
  const [small, large] = [new Uint8Array(1024).fill(7), new Uint8Array(64 * 1024 * 1024).fill(7)]
  await bench.bucket.object('small').putContent(small)
  await bench.bucket.object('large').putContent(large)
  return [
    getRow(bench, 'get-1KiB-16', 'small', 16, 600),
    getRow(bench, 'get-1KiB-64', 'small', 64, 600),
    putRow(bench, 'put-1KiB-16', small, 16, 400),
    getRow(bench, 'get-64MiB', 'large', 1, 2),
    putRow(bench, 'put-64MiB', large, 1, 2),
  ]
}
