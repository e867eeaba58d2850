import { Client, type BatchEntry } from '@ais/client'

await using client = new Client()
const bucket = client.bucket('cookbook-many')

/** Names of one epoch, in batches. */
const batches = function* (names: readonly string[], count: number): Generator<readonly string[]> {
  for (let start = 0; start < names.length; start += count) yield names.slice(start, start + count)
}

const label = async (entry: BatchEntry): Promise<number | undefined> => {
  if (entry.kind === 'missing') return undefined // deleted meanwhile
  return (await entry.readAll()).length % 2
}

const names = Array.from({ length: 100 }, (_, index) => `log-${String(index).padStart(4, '0')}.txt`)
const batch = client.batch({ bucket })
for (const some of batches([...names, 'nobody.txt'], 32)) {
  for (const name of some) batch.add(name)
  const labels: (number | undefined)[] = []
  // One request, one answer; entries come in the order asked for, while they arrive. The batch is empty again after it.
  for await (const entry of batch.get()) labels.push(await label(entry))
  console.log(labels.length, 'samples,', labels.filter((one) => one === undefined).length, 'missing')
}
