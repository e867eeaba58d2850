import { Client } from '@ais/client'

const client = new Client(process.env['AIS_ENDPOINT'] ?? 'http://127.0.0.1:8080')
const bucket = await client.bucket('ten-lines').create({ existOk: true })
await bucket.object('greeting.txt').putContent('hello world')
for await (const entry of bucket.listObjectsIter({ props: 'name,size,checksum' })) {
  console.log(entry.name, entry.size)
}
console.log(await bucket.object('greeting.txt').get({ byteRange: 'bytes=0-4' }).text())
await bucket.delete()
await client.close()
