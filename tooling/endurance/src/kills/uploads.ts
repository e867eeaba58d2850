import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { killAfter, startChild, type Child } from '../child.ts'
import { bytesOf, randomOf } from '../random.ts'
import { promise, type KillPlan, type KillReport } from './plan.ts'

const partsSent = ({ lines }: Child): readonly number[] =>
  lines.filter((line) => line.startsWith('part ')).map((line) => Number(line.slice(5)))

/** What the journal says of an upload that was killed. */
const journalOf = (folder: string): { sent: Set<number>; unsure: Set<number>; isCompleting: boolean } => {
  const [name] = readdirSync(folder).filter((found) => found.startsWith('content.upload') && !found.endsWith('.new'))
  const lines = name === undefined ? [] : readFileSync(join(folder, name), 'utf8').split('\n')
  const numbers = (state: string): Set<number> =>
    new Set(lines.filter((line) => line.startsWith(`${state} `)).map((line) => Number(line.split(' ')[1])))
  const sent = numbers('sent')
  return {
    sent,
    unsure: new Set([...numbers('unsure')].filter((part) => !sent.has(part))),
    isCompleting: lines.includes('completing'),
  }
}

/** Kills uploads in parts at random moments, again and again, until each is complete. */
export const killUploads = async (plan: KillPlan, log: (line: string) => void): Promise<KillReport> => {
  const { rounds, seed, sizeBytes, partSizeBytes, numWorkers } = plan
  const random = randomOf(seed)
  const folder = mkdtempSync(join(tmpdir(), 'ais-kill-upload-'))
  const path = join(folder, 'content')
  await using emulator = await startEmulator({ targets: 2 })
  await using client = new Client(emulator.endpoint)
  const bucket = await client.bucket('kills').create()
  const object = bucket.object('o')
  let before: Uint8Array = bytesOf(seed, 100)
  await object.putContent(before)
  const report = { kills: 0, completed: 0, maxRepeatedBytes: 0, newStarts: 0 }
  let version = 0
  let content: Uint8Array = before
  const renew = (): void => {
    before = content
    version += 1
    content = bytesOf(seed + version, sizeBytes)
    writeFileSync(path, content)
  }
  renew()
  let wholeMs = 0
  let journal = journalOf(folder)
  const check = (child: Child): void => {
    const isAnew = child.lines.includes('create')
    const isForced = journal.unsure.size > 0 || journal.sent.size === 0
    promise(!isAnew || isForced, `upload began anew although all was known: ${JSON.stringify([...journal.sent])}`)
    if (isAnew && journal.unsure.size > 0) report.newStarts += 1
    if (!isAnew) for (const part of partsSent(child)) promise(!journal.sent.has(part), `part ${part} was sent twice`)
  }
  try {
    while (report.kills < rounds) {
      const child = startChild('upload', [emulator.endpoint, 'kills', path, String(numWorkers), String(partSizeBytes)])
      await child.line('start')
      const startedMs = performance.now()
      const isKilled = await killAfter(child, 'start', wholeMs === 0 ? 600_000 : random.below(wholeMs))
      check(child)
      const stored = Buffer.from(await object.get().readAll())
      if (isKilled) report.kills += 1
      if (isKilled && report.kills % 20 === 0) log(`${report.kills} kills, ${report.completed} uploads complete`)
      // Killed when all was done already, but its own end.
      const isOver = stored.equals(content) && readdirSync(folder).length === 1
      if (isKilled && !isOver) {
        promise(stored.equals(before) || stored.equals(content), `kill ${report.kills} left part of an object`)
        const known = child.lines.includes('create') ? new Set<number>() : journal.sent
        journal = journalOf(folder)
        const lost = partsSent(child).filter((part) => !journal.sent.has(part) && !known.has(part)).length
        promise(lost <= numWorkers, `kill ${report.kills} lost ${lost} parts`)
        report.maxRepeatedBytes = Math.max(report.maxRepeatedBytes, lost * partSizeBytes)
        continue
      }
      if (!isKilled) {
        const { code } = await child.ended
        promise(code === 0 && child.lines.at(-1) === 'done', `an upload that went on failed: ${child.lines.at(-1)}`)
      }
      promise(stored.equals(content), 'a complete upload is wrong')
      promise(readdirSync(folder).length === 1, `something was left behind: ${readdirSync(folder).join(' ')}`)
      wholeMs ||= performance.now() - startedMs
      report.completed += 1
      log(`upload ${report.completed} complete after ${report.kills} kills in all`)
      renew()
      journal = journalOf(folder)
    }
    return report
  } finally {
    rmSync(folder, { recursive: true })
  }
}
