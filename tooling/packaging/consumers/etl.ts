import { connect, isAisError } from '@ais/core'
import { Etl } from '@ais/etl'

try {
  await new Etl(connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } }), 'good-name').view()
  throw new Error('viewed without a cluster')
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
