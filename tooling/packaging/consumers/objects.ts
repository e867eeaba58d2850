import { connect, isAisError } from '@ais/core'
import { AisObject, headObject } from '@ais/objects'

const operation = headObject({ bucket: { name: 'b' }, name: 'o' })
if (operation.method !== 'HEAD' || operation.path !== '/v1/objects/b/o') throw new Error(JSON.stringify(operation))

const client = connect({ endpoint: 'http://127.0.0.1:1', retry: { maxAttempts: 1 } })
const object = new AisObject({ client, name: 'b', provider: 'ais' }, 'o')
try {
  await object.get().readAll()
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
console.log('use: ok')
