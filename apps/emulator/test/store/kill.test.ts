import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDirectoryStore } from '../../src/store/directory-store.js'
import { contentOf } from './suite.js'
import { sizeOf } from './written.js'

/** What the writer said of a name: the last that was acknowledged, and what was under way since. */
interface Said {
  readonly done: string | undefined
  readonly begun: string | undefined
}

const kills = 5
const bucket = 'ais/@#/b/'
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ais-kill-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Runs the writer, kills it without warning after so many acknowledged writes, and gives what it had said. */
const writeAndKill = async (first: number, after: number, said: Map<string, Said>): Promise<number> => {
  const hook = fileURLToPath(new URL('../../../../tooling/dev/typescript.mjs', import.meta.url))
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--no-warnings', '--import', hook, script, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  let [acknowledged, last] = [0, first]
  for await (const line of createInterface({ input: child.stdout })) {
    const [word = '', name = '', what = ''] = line.split(' ')
    const before = said.get(name)
    if (word === 'begin') said.set(name, { done: before?.done, begun: what })
    else said.set(name, { done: what, begun: undefined })
    last = Math.max(last, Number(what) || 0)
    if (word === 'done' && (acknowledged += 1) === after) child.kill('SIGKILL')
  }
  expect(await exited).toEqual([null, 'SIGKILL'])
  expect(acknowledged).toBeGreaterThanOrEqual(after)
  return last
}

it(`has every acknowledged write after ${kills} times kill -9 under load`, { timeout: 120_000 }, async () => {
  const said = new Map<string, Said>()
  let [first, checked] = [0, 0]
  for (let round = 0; round < kills; round += 1) {
    first = (await writeAndKill(first, 40 + round * 17, said)) + 1
    const store = await openDirectoryStore(folder)
    const files = (await readdir(join(folder, 'content'))).length
    let filesNamed = 0
    for (const [name, { done, begun }] of said) {
      const record = store.head({ bucket, name })
      const found = record?.custom['count'] ?? 'gone'
      // A write that was under way may have been made or not; the acknowledged one is there if it was not.
      expect([done ?? 'gone', ...(begun === undefined ? [] : [begun, 'gone'])], name).toContain(found)
      if (begun === undefined) expect(found, name).toBe(done)
      if (record !== undefined) {
        const content = await contentOf(store, { bucket, name })
        expect(content?.equals(Buffer.alloc(sizeOf(Number(found)), Number(found) % 256)), name).toBe(true)
        if (record.sizeBytes > 65_536) filesNamed += 1
      }
      // What is there now is what the next round starts from.
      said.set(name, { done: found, begun: undefined })
      checked += 1
    }
    expect(files).toBe(filesNamed)
    await store.close()
  }
  expect(checked).toBeGreaterThan(kills * 10)
})
