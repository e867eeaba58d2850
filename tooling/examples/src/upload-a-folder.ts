import { Client } from '@ais/client'

await using client = new Client() // AIS_ENDPOINT
const bucket = await client.bucket('cookbook-folder').create({ existOk: true })

const { files, names } = await bucket.putFiles('album', {
  recursive: true,
  pattern: '*.jpg',
  prepend: '2026/',
  concurrency: 8,
  onProgress: ({ file, doneCount, totalCount, doneBytes, totalBytes }) => {
    console.log(`${doneCount} of ${totalCount} files, ${doneBytes} of ${totalBytes} bytes: ${file.path} ${file.status}`)
  },
})

const failed = files.filter(({ status }) => status === 'failed')
for (const { path, error } of failed) console.error(path, error?.message)
console.log(`${names.length} stored, ${failed.length} failed`)
