// files.ts ENDPOINT BUCKET COUNT: stores so many small files, and says how far memory rose. Needs --expose-gc.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@ais/client'

const [endpoint = '', bucketName = '', count = '1'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'ais-files-'))
await using client = new Client(endpoint)
const make = (name: string, files: number): string => {
  const path = join(folder, name)
  mkdirSync(path)
  for (let file = 0; file < files; file += 1) writeFileSync(join(path, `file-${file}`), `content of file ${file}`)
  return path
}
const peakMib = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
try {
  const few = make('few', 1_000)
  const many = make('many', Number(count))
  await client.bucket(bucketName).putFiles(few)
  const before = peakMib()
  let mostMib = 0
  const { files } = await client.bucket(bucketName).putFiles(many, {
    onProgress: ({ doneCount }) => {
      if (doneCount % 10_000 === 0) console.error(`${doneCount} files, ${process.memoryUsage().rss >> 20} MiB`)
      if (doneCount % 1_000 === 0) mostMib = Math.max(mostMib, process.memoryUsage().rss >> 20)
    },
  })
  console.log(
    JSON.stringify({
      count: Number(count),
      failed: files.filter(({ status }) => status === 'failed').length,
      before,
      mostMib,
      riseMib: peakMib() - before,
    }),
  )
} finally {
  rmSync(folder, { recursive: true })
}
