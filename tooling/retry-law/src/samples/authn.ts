import * as authn from '@ais/authn'
import { json, nothing, type Samples } from '../sample.ts'
import { authnConfig, oidcConfig } from './answers.ts'

const role = { name: 'reader', desc: 'reads', clusters: [{ id: 'uuid', alias: '', perm: 2n }] }
const cluster = { id: 'uuid', alias: 'east', urls: ['http://east:51080'] }
const roleInfo = { name: 'reader', desc: '', clusters: [], buckets: [], isAdmin: false }

export const authnSamples: Samples = {
  createRole: nothing(() => authn.createRole(role)),
  createUser: nothing(() => authn.createUser({ username: 'ann', password: 'secret', roles: [roleInfo] })),
  deleteCluster: nothing(() => authn.deleteCluster('uuid')),
  deleteRole: nothing(() => authn.deleteRole('reader')),
  deleteUser: nothing(() => authn.deleteUser('ann')),
  getCluster: json(() => authn.getCluster('uuid'), { clusters: { uuid: cluster } }),
  getConfig: json(() => authn.getConfig(), authnConfig),
  getJwks: json(() => authn.getJwks(), { keys: [] }),
  getOidcConfig: json(() => authn.getOidcConfig(), oidcConfig),
  getPublicKey: json(() => authn.getPublicKey(), { public_key: 'key' }),
  getRole: json(() => authn.getRole('reader'), { name: 'reader' }),
  getUser: json(() => authn.getUser('ann'), { id: 'ann', roles: [] }),
  listClusters: json(() => authn.listClusters(), { clusters: {} }),
  listRoles: json(() => authn.listRoles(), []),
  listUsers: json(() => authn.listUsers(), {}),
  login: json(() => authn.login('ann', 'secret'), { token: 'a.b.c' }),
  registerCluster: nothing(() => authn.registerCluster(cluster)),
  revokeToken: nothing(() => authn.revokeToken('a.b.c')),
  rotateKey: nothing(() => authn.rotateKey()),
  setConfig: nothing(() => authn.setConfig({ log: { level: '3' } })),
  updateCluster: nothing(() => authn.updateCluster('uuid', { clusterAlias: 'west' })),
  updateRole: nothing(() => authn.updateRole(role)),
  updateUser: nothing(() => authn.updateUser('ann', { password: 'other' })),
}
