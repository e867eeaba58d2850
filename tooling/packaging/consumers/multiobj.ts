import { connect, isAisError } from '@ais/core'
import { deleteObjects, ObjectTemplate } from '@ais/multiobj'

if (new ObjectTemplate('x-{0..99}').count !== 100n) throw new Error('not 100 names')
try {
  const connection = connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } })
  console.log(await connection.send(deleteObjects({ name: 'b' }, { objTemplate: 'x-{0..99}' })))
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
