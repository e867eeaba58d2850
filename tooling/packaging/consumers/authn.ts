import { AccessAttr, AuthNClient, loginTokenSource } from '@ais/authn'
import { connect, getSmap, isAisError } from '@ais/core'

if (AccessAttr.describe(AccessAttr.of('GET', 'PUT')) !== 'GET,PUT') throw new Error('permissions')
const authn = new AuthNClient('http://127.0.0.1:1', { retry: { maxAttempts: 1 } })
const token = loginTokenSource(authn.client, { username: 'admin', password: 'adminpass' })
try {
  await connect({ endpoint: 'http://127.0.0.1:1', token }).send(getSmap())
} catch (error) {
  if (!isAisError(error) || error._tag !== 'Unreachable') throw error
}
await authn.close()
console.log('use: ok')
