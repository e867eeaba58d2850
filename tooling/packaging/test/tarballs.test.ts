import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleUse, createConsumer, execute, typecheck } from '../src/consumer.ts'
import { pack, publishedPackages } from '../src/tarballs.ts'

const packages = publishedPackages()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ais-consumers-'))
  await Promise.all(packages.map((each) => pack(each, folder)))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(packages)('the tarball of $name, installed by itself', (each) => {
  const project = (): string => join(folder, each.name)

  beforeAll(() => createConsumer(each, packages, folder, project()), 120_000)

  it.each(['nodenext', 'bundler'] as const)('typechecks under %s', async (resolution) => {
    await typecheck(project(), resolution)
  })

  it.each(['22', '24'] as const)('gives every entry and works on Node %s', async (version) => {
    expect(await execute(project(), 'entries.ts', version)).toBe('entries: ok\n')
    expect(await execute(project(), 'use.ts', version)).toBe(`use: ok\n`)
  })

  it('works bundled into one file', async () => {
    expect(await execute(project(), await bundleUse(project()), '24')).toBe('use: ok\n')
  })
})
