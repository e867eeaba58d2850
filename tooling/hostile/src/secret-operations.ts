import { createUser, login, revokeToken, setConfig, updateUser } from '@ais/authn'
import { attachRemote, setClusterConfig, setNodeConfig } from '@ais/cluster'
import type { Operation } from '@ais/core'
import { downloadMulti, downloadRange, downloadSingle } from '@ais/downloads'
import { initEtl, initEtlSpec } from '@ais/etl'
import { putObject } from '@ais/objects'
import { canary } from './canaries.ts'

const bucket = { name: 'b' }
const role = { name: 'r', desc: '', clusters: [], buckets: [], isAdmin: false }
const signed = (at: string): string =>
  `https://${canary(`${at}-user`)}:${canary(`${at}-password`)}@host/x?X-Amz-Signature=${canary(`${at}-signature`)}&sv=1`

/** Operations with secrets in what they send, by the shape of the secret. */
export const secretOperations: Readonly<Record<string, () => Operation<unknown>>> = {
  'password to log in': () => login('u', canary('login')),
  'password of a new user': () => createUser({ username: 'u', password: canary('create'), roles: [role] }),
  'password that is changed': () => updateUser('u', { password: canary('update') }),
  'token that is revoked': () => revokeToken(canary('revoke')),
  'HMAC key of AuthN': () => setConfig({ auth: { secret: canary('authn-hmac') } }),
  'HMAC key of the cluster': () => setClusterConfig({ auth: { signature: { key: canary('cluster-hmac') } } }),
  'secret among settings of a node': () => setNodeConfig('t1', { 'auth.secret': canary('node-secret') }),
  'signed link of a download': () => downloadSingle(bucket, signed('link')),
  'signed links of a download': () => downloadMulti(bucket, { o: signed('links') }),
  'signed template of a download': () =>
    downloadRange(bucket, `https://host/x-{1..3}?sig=${canary('template-signature')}`),
  'headers of a download': () =>
    downloadSingle(bucket, 'https://host/x', { headers: { authorization: `Bearer ${canary('download-header')}` } }),
  'environment of an ETL': () => initEtl('my-etl', { image: 'i', env: { API_KEY: canary('etl-env') } }),
  'environment in a specification': () =>
    initEtlSpec('my-etl', `env:\n- name: KEY\n  value: "${canary('etl-spec')}"\n`),
  'credentials of another cluster': () =>
    attachRemote('east', `http://${canary('remote')}:${canary('remote-pw')}@east:1`),
  'content of an object': () =>
    putObject({ bucket, name: 'o' }, { kind: 'bytes', bytes: new TextEncoder().encode(canary('content')) }),
}

/** Operations that show what they send when they are printed: headers and query are plain, and so are bytes. */
export const printedOpenly: ReadonlySet<string> = new Set([
  'secret among settings of a node',
  'credentials of another cluster',
  'content of an object',
])
