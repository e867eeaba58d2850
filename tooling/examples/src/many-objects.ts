import { Client, ObjectTemplate } from '@ais/client'

await using client = new Client()
const bucket = client.bucket('cookbook-many')

const template = new ObjectTemplate('log-{0000..0099}.txt')
console.log(template.count) // 100n, before any name is made

// Copy them beside themselves, and wait.
const group = bucket.objects({ objTemplate: template })
for (const jobId of await group.copy(bucket, { prepend: 'copy/' })) {
  const { success, error } = await client.job({ jobId }).wait({ timeoutMs: 60_000 })
  if (!success) throw new Error(error)
}
console.log((await bucket.listAllObjects({ prefix: 'copy/' })).length, 'copies')

// Delete them, and watch instead of waiting.
const jobId = await bucket.objects({ objTemplate: 'copy/log-{0000..0099}.txt' }).delete()
for await (const { isDone, objects } of client.job({ jobId }).progress({ timeoutMs: 60_000 }))
  if (isDone) console.log(objects, 'deleted')
console.log((await bucket.listAllObjects({ prefix: 'copy/' })).length, 'copies')
