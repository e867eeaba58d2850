import { existsSync, openAsBlob, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Client, type MultipartState } from '@ais/client'

await using client = new Client()
const object = client.bucket('cookbook').object('large.bin')
const file = await openAsBlob('large.bin')
const partSizeBytes = 64 * 1024

// Stop in order: the part under way is finished first.
let isStopping = false
process.once('SIGTERM', () => (isStopping = true))

const place = 'large.bin.upload'
const kept = existsSync(place) ? (JSON.parse(readFileSync(place, 'utf8')) as MultipartState) : undefined
let upload = object.multipartUpload(kept)
if (kept?.parts.some(({ state }) => state === 'unsure') === true) {
  // The process was killed while a part was under way. Nobody can tell whether it arrived, and AIStore 5.0 corrupts an object of which a
  // part arrived twice: this upload cannot be completed.
  await upload.abort()
  upload = object.multipartUpload()
}
if (upload.uploadId === '') await upload.create()
const save = (): void => {
  writeFileSync(`${place}.new`, JSON.stringify(upload.state))
  renameSync(`${place}.new`, place) // the whole state or the one before, whenever the process ends
}

for (let start = 0, number = 1; start < file.size && !isStopping; start += partSizeBytes, number += 1) {
  if (upload.state.parts.some(({ partNumber }) => partNumber === number)) continue
  const part = file.slice(start, start + partSizeBytes)
  const sending = upload.addPart(number).putContent(part)
  save() // this part is `unsure` until it is there
  await sending
  save()
  console.log('part', number)
}
if (!isStopping) {
  await upload.complete()
  rmSync(place)
  console.log('stored')
}
