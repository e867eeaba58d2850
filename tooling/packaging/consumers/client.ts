import { Client, isAisError } from '@ais/client'

const client = new Client('http://127.0.0.1:1', { retry: { maxAttempts: 1 } })
try {
  await client.bucket('b').object('o').putContent('text')
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
await client.close()
console.log('use: ok')
