import { Client, isAisError } from '@ais/client'
import { InvalidInputError, UnreachableError } from '@ais/core'
import { AisObject } from '@ais/objects'
import { createTarWriter, readArchive } from '@ais/archives'

const client = new Client('http://127.0.0.1:1', { retry: { maxAttempts: 1 } })
try {
  await client.bucket('b').object('o').putContent('text')
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
// Through whichever package or entry a class comes, it is the same one.
const object: unknown = client.bucket('b').object('o')
if (!(object instanceof AisObject)) throw new Error('two AisObject')
const hold = async (failing: Promise<unknown>, type: new (...values: never[]) => Error): Promise<void> => {
  const error: unknown = await failing.catch((reason: unknown) => reason)
  if (!(error instanceof type)) throw new Error(`two ${type.name}, or another failure: ${String(error)}`)
}
await hold(client.bucket('b').object('o').head(), UnreachableError)
await hold(client.bucket('').object('o').head(), InvalidInputError)
const { content } = createTarWriter()
await hold(readArchive(content, '.tar', { operation: 'x' }, { maxZipBytes: 0 }).next(), InvalidInputError)
await client.close()
console.log('use: ok')
