// The main job on real files: a folder into a bucket, listed, read back and compared, ranges, a download; then what to try next.
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, type Bucket } from '@ais/client'
import { startEmulator } from '@ais/emulator'
import { gatherSampleFiles } from './sample-files.ts'

const workspace = fileURLToPath(new URL('../../..', import.meta.url))
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const expect = (right: boolean, what: string): void => {
  if (!right) throw new Error(`quickstart: ${what}`)
}

/** Reads every object back, several at a time, and compares it with its file. */
const verify = async (bucket: Bucket, folder: string, names: readonly string[]): Promise<number> => {
  const queue = [...names]
  let [bytes, done] = [0, 0]
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const [stored, local] = [await bucket.object(name).get().readAll(), readFileSync(join(folder, name))]
      expect(hash(stored) === hash(local), `${name} came back different`)
      bytes += stored.length
      done += 1
      if (done % 100 === 0) say(`  ${done} of ${names.length} read back`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return bytes
}

const rangesAndDownload = async (bucket: Bucket, folder: string): Promise<void> => {
  const name = 'sizes/5242881.bin'
  const local = readFileSync(join(folder, name))
  const part = await bucket.object(name).get({ offsetBytes: 1_000_000, lengthBytes: 70_000 }).readAll()
  expect(hash(part) === hash(local.subarray(1_000_000, 1_070_000)), 'a range came back different')
  const tail = await bucket.object(name).get({ byteRange: 'bytes=-100' }).readAll()
  expect(hash(tail) === hash(local.subarray(-100)), 'the last bytes came back different')
  const path = join(folder, 'downloaded.bin')
  await bucket.object(name).get().toFile(path)
  expect(statSync(path).size === local.length && hash(readFileSync(path)) === hash(local), 'the download differs')
  say('3 ranges and downloads compared')
}

const run = async (endpoint: string, folder: string): Promise<void> => {
  const client = new Client(endpoint)
  const bucket = client.bucket(`quickstart-${Date.now().toString(36)}`)
  await bucket.create()
  try {
    const stored = await bucket.putFiles(folder, {
      recursive: true,
      onProgress: ({ doneCount, totalCount, doneBytes }) => {
        if (doneCount % 100 === 0 || doneCount === totalCount)
          say(`  ${doneCount} of ${totalCount} files stored, ${(doneBytes / 1e6).toFixed(1)} MB`)
      },
    })
    const failed = stored.files.filter((file) => file.status === 'failed')
    for (const file of failed) say(`  failed: ${file.path}: ${file.error?.message ?? ''}`)
    expect(failed.length === 0, `${failed.length} files were not stored`)
    const listed = (await bucket.listAllObjects({ props: 'name,size' })).map((entry) => entry.name)
    expect(listed.length === stored.names.length, `stored ${stored.names.length}, listed ${listed.length}`)
    say(`${listed.length} objects listed`)
    const bytes = await verify(bucket, folder, listed)
    await rangesAndDownload(bucket, folder)
    say('')
    say('Try next:')
    say(
      '  npm run emulator -- --port 8080      an endpoint of your own; then npx node tooling/examples/src/ten-lines.ts',
    )
    say('  AIS_ENDPOINT=http://host:port npm run quickstart      the same on your cluster')
    say('  README.md      what to install for what')
    say(`quickstart: ok, ${listed.length} objects, ${bytes} bytes verified`)
  } finally {
    await bucket.delete({ missingOk: true })
    await client.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'ais-quickstart-'))
const given = process.env['AIS_ENDPOINT']
try {
  gatherSampleFiles(workspace, folder)
  if (given === undefined || given === '') {
    await using emulator = await startEmulator({ targets: 3 })
    say(`emulator with 3 targets at ${emulator.endpoint}`)
    await run(emulator.endpoint, folder)
  } else {
    say(`cluster at ${given}`)
    await run(given, folder)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
