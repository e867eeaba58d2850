import { Client } from '@ais/client'

await using client = new Client() // AIS_ENDPOINT
const bucket = await client.bucket('cookbook-download').create({ existOk: true })
await bucket.object('2026/sub/3.jpg').putContent('a picture')
await bucket.object('2026/1.jpg').putContent('another')

const { files } = await bucket.getFiles('copies', { prefix: '2026/', concurrency: 8 })

for (const { name, path, status, error } of files) console.log(status, error?.message ?? `${name} as ${path}`)
