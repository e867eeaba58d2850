// node writer.ts DIRECTORY FIRST: writes into a store without end, and says what was acknowledged; it is there to be killed.
import { writeSync } from 'node:fs'
import { openDirectoryStore } from '../../src/store/directory-store.js'
import { sizeOf } from './written.js'

const [directory = '', first = '0'] = process.argv.slice(2)
const store = await openDirectoryStore(directory)

/** Every lane overwrites names of its own, so that the last acknowledged write of a name is known. */
const lane = async (number: number): Promise<never> => {
  for (let count = Number(first); ; count += 1) {
    const name = `lane-${number}/${count % 5}`
    const pending = store.begin()
    const size = sizeOf(count)
    for (let at = 0; at < size; at += 50_000)
      await pending.write(Buffer.alloc(Math.min(50_000, size - at), count % 256))
    const isGone = count % 11 === 10
    const key = { bucket: 'ais/@#/b/', name }
    writeSync(1, `begin ${name} ${count}\n`)
    await pending.commit(key, {
      checksumType: 'none',
      checksumValue: '',
      atimeNs: 1n,
      custom: { count: String(count) },
    })
    if (isGone) await store.remove(key)
    writeSync(1, `done ${name} ${isGone ? 'gone' : count}\n`)
  }
}

await Promise.all([0, 1, 2, 3].map(lane))
