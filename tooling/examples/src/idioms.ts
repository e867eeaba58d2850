// What docs/from-python.md shows on the right; run with an endpoint and a folder of files.
import assert from 'node:assert/strict'
const [endpoint = '', folder = ''] = process.argv.slice(2)

// idiom: Connect
import { Client } from '@ais/client'

const client = new Client(endpoint, { timeouts: { connectMs: 3000, headersMs: 20_000 } })

// idiom: Store an object
const bucket = await client.bucket('idioms-typescript').create({ existOk: true })
const object = bucket.object('greeting.txt')
await object.putContent('hello world')

// idiom: Read it: whole, a range, in chunks
const whole = await object.get().readAll()
const hello = await object.get({ byteRange: 'bytes=0-4' }).text()
for await (const chunk of object.get({ chunkSize: 65_536 })) {
  console.log(chunk.length)
}

// idiom: Properties and metadata of one's own
await object.setCustomProps({ camera: 'x100' })
const props = await object.props()
console.log(props.size, props.customMetadata['camera'])

// idiom: Upload a folder
const { names } = await bucket.putFiles(folder, { prepend: 'photos/', recursive: true })

// idiom: List
for await (const entry of bucket.listObjectsIter({ prefix: 'photos/', props: 'name,size' })) {
  console.log(entry.name, entry.size)
}

// idiom: Many objects, and wait for the job
const group = bucket.objects({ objTemplate: 'photos/img-{0..2}.jpg' })
for (const jobId of await group.copy(bucket, { prepend: 'copy/' })) {
  await client.job({ jobId }).wait({ timeoutMs: 60_000 })
}

// idiom: Many objects in one answer
const batch = client.batch({ objects: ['photos/img-0.jpg', 'photos/img-1.jpg'], bucket })
for await (const entry of batch.get()) {
  if (entry.kind === 'found') console.log(entry.request.name, (await entry.readAll()).length)
}

// idiom: Upload in parts
const upload = await bucket.object('large.bin').multipartUpload().create()
await upload.addPart(1).putContent(Buffer.alloc(5_000_000, 'a'))
await upload.addPart(2).putContent(Buffer.alloc(1_000, 'b'))
await upload.complete()

// idiom: What fails
import { isAisError } from '@ais/client'

try {
  await bucket.object('nobody').get().readAll()
} catch (error) {
  if (!(isAisError(error) && error._tag === 'Api' && error.code === 'ObjectNotFound')) throw error
  console.log('there is no such object', error.status)
}

// idiom end
assert.equal(Buffer.from(whole).toString(), 'hello world')
assert.equal(hello, 'hello')
assert.equal(names.length, 3)
const found = (await bucket.listAllObjects({ prefix: 'copy/' })).map(({ name }) => name)
assert.deepEqual(found.toSorted(), ['copy/photos/img-0.jpg', 'copy/photos/img-1.jpg', 'copy/photos/img-2.jpg'])
assert.equal((await bucket.object('large.bin').get().readAll()).length, 5_001_000)
await bucket.delete()
await client.close()
console.log('idioms: ok')
