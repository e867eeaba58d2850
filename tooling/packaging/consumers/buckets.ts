import { connect, isAisError } from '@ais/core'
import { Bucket } from '@ais/buckets'

const bucket = new Bucket(connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } }), 'b')
try {
  for await (const entry of bucket.listObjectsIter()) throw new Error(entry.name)
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
