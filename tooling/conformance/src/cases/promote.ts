import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proves, type Case } from '../case.ts'
import { eventually, failsWith, refusesAll, sameBytes } from '../expectations.ts'
import { promoteRoot } from '../find-capabilities.ts'

/** Runs with a folder below the one that targets promote from: `one`, `sub/two`. */
const withFolder = async (run: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(promoteRoot, 'conformance-'))
  try {
    mkdirSync(join(folder, 'sub'))
    writeFileSync(join(folder, 'one'), 'content 1')
    writeFileSync(join(folder, 'sub/two'), 'content 2')
    await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const promoteCases: readonly Case[] = [
  proves(
    'Object.promote',
    'makes a file of a target into an object',
    async (world) => {
      const object = (await world.bucket()).object('promoted/one')
      await withFolder(async (folder) => {
        assert.equal(await object.promote(join(folder, 'one')), '')
        await eventually('promoted', () =>
          object.head().then(
            () => true,
            () => false,
          ),
        )
        sameBytes(await object.get().readAll(), 'content 1')
      })
    },
    ['promoteFolder'],
  ),
  proves(
    'Object.promote',
    'makes a folder into objects that its name is put before',
    async (world) => {
      const bucket = await world.bucket()
      await withFolder(async (folder) => {
        await bucket.object('below-').promote(folder, { recursive: true })
        await eventually('promoted', async () => (await bucket.listAllObjects()).length === 2)
        assert.deepEqual(
          (await bucket.listAllObjects()).map(({ name }) => name),
          ['below-one', 'below-sub/two'],
        )
        sameBytes(await bucket.object('below-sub/two').get().readAll(), 'content 2')
      })
    },
    ['promoteFolder'],
  ),
  proves(
    'Object.promote',
    'what is elsewhere, or nowhere, is an error',
    async (world) => {
      const bucket = await world.bucket()
      await failsWith('BadRequest', () => bucket.object('o').promote('/etc/hostname'))
      await failsWith('NotFound', () => bucket.object('o').promote(join(promoteRoot, 'conformance-none')))
      assert.deepEqual(await bucket.listAllObjects(), [])
    },
    ['promoteFolder'],
  ),
  proves('Object.promote', 'a path that is not absolute is refused', (world) =>
    refusesAll(world, { 'a relative path': () => world.client.bucket('b').object('o').promote('a/b') }),
  ),
]
