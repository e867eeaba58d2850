import { connect, getSmap, isAisError } from '@ais/core'

const connection = connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } })
try {
  await connection.send(getSmap())
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
