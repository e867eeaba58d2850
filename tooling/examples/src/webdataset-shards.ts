import { Client, DataShard, ShardWriter } from '@ais/client'

await using client = new Client()
const bucket = await client.bucket('cookbook-shards').create({ existOk: true })

await using writer = new ShardWriter(bucket, {
  pattern: 'train/shard', // train/shard-00.tar, …
  maxCount: 40, // samples
  maxSizeBytes: 100_000_000,
  onShard: ({ name, sampleCount }) => console.log(name, sampleCount),
})
for (let index = 0; index < 100; index += 1)
  await writer.write({
    __key__: String(index).padStart(6, '0'),
    jpg: new Uint8Array(100),
    cls: index % 10,
    json: { source: 'cookbook' },
  })
await writer.close() // stores the last shard

const counts = new Map<number, number>()
for await (const sample of new DataShard(bucket, { prefix: 'train/' }).samples()) {
  const label = sample.integer('cls') ?? -1
  counts.set(label, (counts.get(label) ?? 0) + 1)
}
console.log(counts.size, 'classes,', counts.get(3), 'of class 3')
