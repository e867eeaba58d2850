import type { ClusterInfo, RoleInfo } from '@ais/authn/wire'
import { RoleInfo as RoleCodec } from '@ais/authn/wire'
import type { Store } from '../store/store.js'
import type { StoredKeys } from './token-signer.js'

/** A user as it is kept. */
export interface StoredUser {
  readonly id: string
  readonly passwordHash: string
  /** Names of roles. */
  readonly roles: readonly string[]
}

/** What can be changed of the configuration while the server runs. */
export interface AuthnSettings {
  readonly expirationNs: number
  readonly logLevel: string
}

/** Longest life of a token, 90 days. */
export const maxTokenAgeNs = 2160 * 3600e9

/** All that an AuthN server keeps. */
export interface AuthnState {
  readonly users: Map<string, StoredUser>
  readonly roles: Map<string, RoleInfo>
  readonly clusters: Map<string, ClusterInfo>
  readonly revoked: Set<string>
  settings: AuthnSettings
  keys: StoredKeys
}

const document = 'authn'

/** Name of the built-in role. */
export const adminRole = 'Admin'
/** Name of the user who cannot be deleted or change roles. */
export const adminUser = 'admin'

/** Makes what a new server has: the administrator and the administrators' role. */
export const newState = (adminName: string, passwordHash: string, keys: StoredKeys): AuthnState => ({
  users: new Map([[adminName, { id: adminName, passwordHash, roles: [adminRole] }]]),
  roles: new Map([
    [adminRole, { name: adminRole, desc: 'AuthN administrator', clusters: [], buckets: [], isAdmin: true }],
  ]),
  clusters: new Map(),
  revoked: new Set(),
  settings: { expirationNs: 24 * 3600e9, logLevel: '3' },
  keys,
})

interface StoredState {
  readonly users: readonly StoredUser[]
  readonly roles: readonly unknown[]
  readonly clusters: readonly ClusterInfo[]
  readonly revoked: readonly string[]
  readonly settings: AuthnSettings
  readonly keys: StoredKeys
}

/** Reads what was kept; `undefined` when nothing was. */
export const loadState = (store: Store): AuthnState | undefined => {
  const stored = store.readDocument(document) as StoredState | undefined
  if (stored === undefined) return undefined
  const roles = stored.roles.map((one) => {
    const decoded = RoleCodec.decode(one)
    if (decoded._tag === 'Left') throw new Error('the kept state of the AuthN server is not what this version wrote')
    return decoded.right
  })
  return {
    users: new Map(stored.users.map((user) => [user.id, user])),
    roles: new Map(roles.map((role) => [role.name, role])),
    clusters: new Map(stored.clusters.map((cluster) => [cluster.id, cluster])),
    revoked: new Set(stored.revoked),
    settings: stored.settings,
    keys: stored.keys,
  }
}

/** Keeps the state; it is durable when this resolves, as far as the store promises it. */
export const saveState = (store: Store, state: AuthnState): Promise<void> =>
  store.writeDocument(document, {
    users: [...state.users.values()],
    roles: [...state.roles.values()].map((role) => RoleCodec.encode(role)),
    clusters: [...state.clusters.values()],
    revoked: [...state.revoked],
    settings: state.settings,
    keys: state.keys,
  } satisfies StoredState)
