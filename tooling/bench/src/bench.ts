import type { Bucket, Client } from '@ais/client'
import type { Row } from './measure.ts'
import type { PythonPeer } from './python.ts'
import type { RawClient } from './raw-clients.ts'

/** What the rows work on. */
export interface Bench {
  readonly endpoint: string
  readonly client: Client
  readonly bucket: Bucket
  readonly raw: readonly RawClient[]
  /** `undefined` where there is no Python SDK. */
  readonly python: PythonPeer | undefined
  /** Objects of the listing. */
  readonly names: number
  /** Size of the one large object that is read in parallel, in bytes. */
  readonly largeBytes: number
}

/** A row that is made ready only when it is measured: some store many objects first. */
export interface RowMaker {
  readonly name: string
  readonly make: (bench: Bench) => Promise<Row> | Row
  /** Frees what `make` made. */
  readonly free?: (bench: Bench) => Promise<void>
}

/** URL of an object, as raw clients ask for it. */
export const objectUrl = ({ endpoint, bucket }: Bench, name: string): string =>
  `${endpoint}/v1/objects/${bucket.name}/${name}?provider=ais`

/** Reads content to its end and drops it. */
export const drain = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const _ of body) {
    // Only the passing of the bytes is measured.
  }
}

/** Runs a task for each number, some at a time. */
export const forEachOf = async (count: number, task: (index: number) => Promise<unknown>): Promise<void> => {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await task(index)
  }
  await Promise.all(Array.from({ length: 32 }, worker))
}
