import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { killAfter, startChild, type Child } from '../child.ts'
import { bytesOf, randomOf } from '../random.ts'
import { promise, type KillPlan, type KillReport } from './plan.ts'

/** Largest piece that a body comes in: what was received and not yet written when the kill came. */
const pieceBytes = 256 * 1024

const received = ({ lines }: Child): number =>
  lines.filter((line) => line.startsWith('got ')).reduce((sum, line) => sum + Number(line.slice(4)), 0)

/** Bytes that the journal beside a file says are there, if it is of this content. */
const journaledBytes = (folder: string, { sizeBytes, partSizeBytes }: KillPlan, checksum: string): number => {
  const [kept] = readdirSync(folder).filter((name) => name.includes('.part'))
  if (kept === undefined) return 0
  try {
    const [head = '', ...parts] = readFileSync(join(folder, kept, 'journal'), 'utf8')
      .split('\n')
      .slice(0, -1)
    if (!head.includes(checksum)) return 0
    return parts.reduce((sum, part) => sum + Math.min(partSizeBytes, sizeBytes - Number(part) * partSizeBytes), 0)
  } catch {
    // Killed before there was a journal.
    return 0
  }
}

/** Kills downloads at random moments, again and again, until each is complete; the object is replaced now and then. */
export const killDownloads = async (plan: KillPlan, log: (line: string) => void): Promise<KillReport> => {
  const { rounds, seed, sizeBytes, partSizeBytes, numWorkers } = plan
  const random = randomOf(seed)
  const folder = mkdtempSync(join(tmpdir(), 'ais-kill-download-'))
  const path = join(folder, 'o.bin')
  await using emulator = await startEmulator({ targets: 2 })
  await using client = new Client(emulator.endpoint)
  const bucket = await client.bucket('kills').create()
  let version = 0
  let checksum = ''
  let content: Uint8Array
  const replace = async (): Promise<void> => {
    version += 1
    content = bytesOf(seed + version, sizeBytes)
    const { attributes } = await bucket.object('o').putContent(content)
    checksum = attributes.checksumValue
  }
  const start = (): Child =>
    startChild('download', [emulator.endpoint, 'kills', path, String(numWorkers), String(partSizeBytes)])
  const report = { kills: 0, completed: 0, maxRepeatedBytes: 0, newStarts: 0 }
  let before = Buffer.from('what was there before')
  /** How long a download takes that nobody kills. */
  let wholeMs = 0
  content = new Uint8Array(0)
  await replace()
  writeFileSync(path, before)
  let journaled = 0
  try {
    while (report.kills < rounds) {
      const child = start()
      await child.line('start')
      const startedMs = performance.now()
      const isKilled = await killAfter(child, 'start', wholeMs === 0 ? 600_000 : random.below(wholeMs))
      const file = readFileSync(path)
      if (isKilled && !Buffer.from(content).equals(file)) {
        report.kills += 1
        promise(file.equals(before), `kill ${report.kills} left a wrong file under the final name`)
        const now = journaledBytes(folder, plan, checksum)
        const repeated = received(child) - (now - journaled)
        promise(
          repeated <= numWorkers * (partSizeBytes + pieceBytes),
          `kill ${report.kills} cost ${repeated} bytes that must be fetched again: ${journaled} were there, ${now} are, it said ${child.lines.filter((line) => !line.startsWith('got ')).join(', ')}; there is ${readdirSync(folder).join(' ')}`,
        )
        report.maxRepeatedBytes = Math.max(report.maxRepeatedBytes, repeated)
        journaled = now
        if (random.oneIn(20)) {
          await replace()
          report.newStarts += 1
          journaled = 0
        }
        continue
      }
      if (isKilled) report.kills += 1
      else {
        const { code } = await child.ended
        promise(code === 0 && child.lines.at(-1) === 'done', `a download that went on failed: ${child.lines.at(-1)}`)
        promise(received(child) <= sizeBytes - journaled, `a download that went on fetched ${received(child)} bytes`)
        wholeMs ||= performance.now() - startedMs
      }
      promise(Buffer.from(content).equals(file), 'a complete download is wrong')
      report.completed += 1
      log(`download ${report.completed} complete after ${report.kills} kills in all`)
      before = file
      await replace()
      journaled = 0
    }
    await startChild('download', [emulator.endpoint, 'kills', path, '1', String(partSizeBytes)]).ended
    promise(Buffer.from(content).equals(readFileSync(path)), 'the last download is wrong')
    promise(readdirSync(folder).length === 1, `something was left behind: ${readdirSync(folder).join(' ')}`)
    return report
  } finally {
    rmSync(folder, { recursive: true })
  }
}
