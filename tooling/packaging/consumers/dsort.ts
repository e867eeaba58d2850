import { connect, isAisError } from '@ais/core'
import { Dsort } from '@ais/dsort'

try {
  await new Dsort(connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } }), 'srt-1').abort()
  throw new Error('aborted without a cluster')
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
