import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBucket } from '../src/create-bucket.ts'
import { draw } from '../src/growth/draw.ts'
import { fillDirectory, generatedName } from '../src/growth/fill-directory.ts'
import { serveAlone } from '../src/served.ts'

describe('a generated directory store', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ais-growth-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is one that the emulator lists and reads', { timeout: 60_000 }, async () => {
    const empty = await serveAlone('directory', folder)
    await createBucket(empty.endpoint)
    await empty.stop()
    fillDirectory(folder, 'b', 2_500)
    const served = await serveAlone('directory', folder)
    const client = new Client(served.endpoint)
    const names: string[] = []
    for await (const { name } of client.bucket('b').listObjectsIter({ pageSize: 1_000 })) names.push(name)
    expect(names).toEqual(Array.from({ length: 2_500 }, (_, index) => generatedName(index)))
    expect(await client.bucket('b').object(generatedName(2_499)).get().text()).toBe('x')
    await client.close()
    await served.stop()
  })
})

describe('the plot of growth', () => {
  it('has a panel for everything that grows, with all of its points', () => {
    const points = [1, 10, 100].map((x) => ({ x, cpuMicros: x === 100 ? 50 : 40 }))
    const svg = draw([
      { title: 'operations', x: 'reads', y: 'µs per read', points },
      { title: 'names', x: 'names', y: 'µs per name', points },
    ])
    expect(svg).toMatch(/^<svg /)
    for (const text of ['operations', 'names', 'µs per read', 'µs per name']) expect(svg).toContain(`>${text}<`)
    expect(svg.match(/<polyline|<path[^>]*stroke-linejoin/g)?.length).toBeGreaterThanOrEqual(2)
  })
})
