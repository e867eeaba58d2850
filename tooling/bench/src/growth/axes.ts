import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { drain } from '../bench.ts'
import { serveAlone } from '../served.ts'
import { cpuOf, middleOf, type Axis, type Ground } from './axis.ts'
import { fillDirectory } from './fill-directory.ts'

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
/** Content below this costs what the call costs. */
const freeBytes = 64 * kibibyte

const ground = async (targets: number, folder = ''): Promise<Ground> => {
  const served = await serveAlone(folder === '' ? 'memory' : 'directory', folder, targets)
  const client = new Client(served.endpoint)
  await client.bucket('b').create({ existOk: true })
  return {
    client,
    stop: async () => {
      await client.close()
      await served.stop()
    },
  }
}

/** Gives a ground the first time that it is asked, the same ever after. */
const once = (make: () => Promise<Ground>) => {
  let made: Promise<Ground> | undefined
  return {
    get: () => (made ??= make()),
    free: async () => (await made)?.stop(),
  }
}

const reads = async ({ client }: Ground, count: number, inFlight: number, direct = false): Promise<number> => {
  const object = client.bucket('b').object('small')
  let left = count
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await object.getReader({ direct }).readAll()
    }
  }
  return (await cpuOf(() => Promise.all(Array.from({ length: inFlight }, work)))) / count
}

const withSmall = async (targets: number): Promise<Ground> => {
  const made = await ground(targets)
  await made.client.bucket('b').object('small').putContent(new Uint8Array(kibibyte))
  await reads(made, 500, 16)
  return made
}

const pieces = (sizeBytes: number) =>
  async function* (): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < sizeBytes; sent += mebibyte) yield new Uint8Array(Math.min(mebibyte, sizeBytes - sent))
  }

const readsAxes = (): readonly Axis[] => {
  const one = once(() => withSmall(1))
  return [
    {
      name: 'operations',
      grows: 'reads of 1 KiB, one after another in 16 workers',
      unit: 'µs of CPU per read',
      xs: [100, 1_000, 10_000, 100_000],
      measure: async (count) => reads(await one.get(), count, 16),
    },
    {
      name: 'in flight',
      grows: 'reads of 1 KiB in flight',
      unit: 'µs of CPU per read',
      xs: [1, 4, 16, 64, 256],
      measure: async (inFlight) => middleOf(async () => reads(await one.get(), 2_000, inFlight)),
      free: one.free,
    },
  ]
}

const sizesAxis = (): Axis => {
  const one = once(() => ground(1))
  return {
    name: 'size',
    grows: 'bytes of the object that is read',
    unit: 'µs of CPU per read, and per 64 KiB of larger ones',
    xs: [1, kibibyte, 64 * kibibyte, mebibyte, 16 * mebibyte, 256 * mebibyte, 1024 * mebibyte],
    measure: async (sizeBytes) => {
      const { client } = await one.get()
      const object = client.bucket('b').object('sized')
      await object.putContent(pieces(sizeBytes))
      const count = Math.max(1, Math.min(200, Math.floor((64 * mebibyte) / sizeBytes)))
      const round = async (): Promise<number> =>
        (await cpuOf(async () => {
          for (let index = 0; index < count; index += 1) await drain(object.get())
        })) / count
      return (await middleOf(round)) / Math.max(1, sizeBytes / freeBytes)
    },
    free: one.free,
  }
}

const namesAxis = (): Axis => ({
  name: 'names',
  grows: 'names in the bucket that is listed',
  unit: 'µs of CPU per name',
  xs: [100, 1_000, 10_000, 100_000, 1_000_000],
  measure: async (count) => {
    const folder = await mkdtemp(join(tmpdir(), 'ais-growth-'))
    try {
      await (await ground(1, folder)).stop()
      fillDirectory(folder, 'b', count)
      const { client, stop } = await ground(1, folder)
      const round = async (): Promise<number> => {
        let listed = 0
        const micros = await cpuOf(async () => {
          for await (const _ of client.bucket('b').listObjectsIter({ props: 'name,size' })) listed += 1
        })
        if (listed !== count) throw new Error(`growth: listed ${listed} of ${count} names`)
        return micros / count
      }
      const micros = await middleOf(round, count > 100_000 ? 1 : 3)
      await stop()
      return micros
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})

const targetsAxis = (direct: boolean): Axis => ({
  name: direct ? 'targets, placed by the client' : 'targets',
  grows: 'targets of the cluster',
  unit: 'µs of CPU per read',
  xs: [1, 2, 4, 8, 16],
  measure: async (targets) => {
    const made = await withSmall(targets)
    const micros = await middleOf(() => reads(made, 2_000, 16, direct))
    await made.stop()
    return micros
  },
})

/** What grows, one thing at a time. */
export const axes = (): readonly Axis[] => [
  ...readsAxes(),
  sizesAxis(),
  namesAxis(),
  targetsAxis(false),
  targetsAxis(true),
]
