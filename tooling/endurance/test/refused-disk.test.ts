import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { startEmulator, type Emulator } from '@ais/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startChild, type ChildOptions } from '../src/child.ts'
import { bytesOf } from '../src/random.ts'

const content = bytesOf(1, 3 * 2 ** 20)
const isRoot = process.getuid?.() === 0
/** A user without rights; root may write anywhere. */
const nobody = 65_534
let emulator: Emulator
let client: Client
let folder = ''

beforeAll(async () => {
  emulator = await startEmulator()
  client = new Client(emulator.endpoint)
  await (await client.bucket('disk').create()).object('o').putContent(content)
  folder = mkdtempSync(join(tmpdir(), 'ais-disk-'))
})
afterAll(async () => {
  await client.close()
  await emulator.close()
  rmSync(folder, { recursive: true })
})

const outcome = async (path: string, resume: string, options: ChildOptions = {}): Promise<string | undefined> => {
  const child = startChild('to-file', [emulator.endpoint, 'disk', path, resume], options)
  await child.ended
  return child.lines.at(-1)
}

describe.each(['resume', 'anew'])('a download (%s)', (resume) => {
  it('that the disk has no room for is LocalFile, and the old file stays', async () => {
    const path = join(folder, `full-${resume}`)
    writeFileSync(path, 'before')
    // Files of at most one or two MiB, as shells count, of which the system tells by an error instead of a signal.
    const limit = { before: "ulimit -f 2048; trap '' XFSZ" }
    expect(await outcome(path, resume, limit)).toBe('failed LocalFile EFBIG')
    expect(readFileSync(path, 'utf8')).toBe('before')
    // What was fetched is kept where that was asked for, and the next one goes on.
    expect(readdirSync(folder).filter((name) => name.startsWith('.full-resume'))).toHaveLength(
      resume === 'resume' ? 1 : 0,
    )
    expect(await outcome(path, resume)).toBe('done')
    expect(readFileSync(path).equals(content)).toBe(true)
    rmSync(path)
    expect(readdirSync(folder)).toEqual([])
  })

  it('into a folder that must not be written is LocalFile', async () => {
    const locked = join(folder, 'locked')
    mkdirSync(locked)
    const path = join(locked, 'o')
    writeFileSync(path, 'before')
    chmodSync(locked, 0o555)
    chmodSync(folder, 0o755)
    expect(await outcome(path, resume, isRoot ? { uid: nobody } : {})).toBe('failed LocalFile EACCES')
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(readdirSync(locked)).toEqual(['o'])
    chmodSync(locked, 0o755)
    rmSync(locked, { recursive: true })
  })
})
