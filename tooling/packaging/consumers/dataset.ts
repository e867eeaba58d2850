import { connect, isAisError } from '@ais/core'
import { ShardWriter } from '@ais/dataset'

const client = connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } })
const writer = new ShardWriter({ client, name: 'b', provider: 'ais' })
try {
  await writer.write({ __key__: 'a', txt: 'text', cls: 1 })
  await writer.close()
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
