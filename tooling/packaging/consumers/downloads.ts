import { connect, isAisError } from '@ais/core'
import { Downloads } from '@ais/downloads'

const downloads = new Downloads(connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } }))
try {
  console.log((await downloads.list()).length)
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
