import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rawUndici } from '../raw-clients.ts'
import { serveAlone } from '../served.ts'
import { createBucket } from '../create-bucket.ts'
import { fillDirectory, generatedName } from './fill-directory.ts'

const pageSize = 1_000
const pagesCount = 50
/** Pages before the first that counts: until then it is the compiler that is measured. */
const warmUpCount = 10

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Opens a directory store with that many objects, and takes pages out of it, spread over all of it. */
export const scale = async (count: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'ais-scale-'))
  const raw = rawUndici()
  try {
    const empty = await serveAlone('directory', folder)
    await createBucket(empty.endpoint)
    await empty.stop()
    console.log(`writing ${count} rows …`)
    fillDirectory(folder, 'b', count)
    const served = await serveAlone('directory', folder)
    console.log(
      `open: ${(served.startWallMs ?? Number.NaN).toFixed(0)} ms, ${(served.startCpuMs ?? Number.NaN).toFixed(0)} ms of CPU (goal: ≤ 1000 ms)`,
    )
    const walls: number[] = []
    const cpus: number[] = []
    for (let index = -warmUpCount; index < pagesCount; index += 1) {
      const after = generatedName(Math.floor((((index + pagesCount) * 7919) % pagesCount) * (count / pagesCount)))
      const value = { props: 'name,size', pagesize: pageSize, continuation_token: after }
      const before = await served.usage()
      const startedMs = performance.now()
      const page = await raw.list(`${served.endpoint}/v1/buckets/b?provider=ais`, { action: 'list', name: '', value })
      const tookMs = performance.now() - startedMs
      const cpuMs = ((await served.usage()).cpuMicros - before.cpuMicros) / 1000
      if (index >= 0) {
        walls.push(tookMs)
        cpus.push(cpuMs)
      }
      const { entries } = page as { readonly entries: readonly { readonly name: string }[] }
      if (entries.length !== pageSize || (entries[0]?.name ?? '') <= after)
        throw new Error(`bench: a page after ${after} has ${entries.length} entries from ${entries[0]?.name}`)
    }
    console.log(
      `page of ${pageSize}: median ${median(walls).toFixed(1)} ms, worst ${Math.max(...walls).toFixed(1)} ms; CPU of the server median ${median(cpus).toFixed(1)} ms, worst ${Math.max(...cpus).toFixed(1)} ms (goal: ≤ 20 ms)`,
    )
    await served.stop()
  } finally {
    await raw.close()
    await rm(folder, { recursive: true, force: true })
  }
}
