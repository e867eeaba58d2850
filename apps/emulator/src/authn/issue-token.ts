import type { JWTPayload } from 'jose'
import { BucketPermission, ClusterPermission } from '@ais/authn/wire'
import { actionFailed, type AuthnContext } from './authn-context.js'
import { adminRole, maxTokenAgeNs, type StoredUser } from './authn-state.js'
import { configDuration } from './go-duration.js'
import { joinRoles } from './merge-permissions.js'

const minuteNs = 60e9

/** How long a token will live, in nanoseconds. @throws ApiFailure 400 */
const lifeNs = (userId: string, expiresIn: number | undefined, defaultNs: number): number => {
  if (expiresIn === undefined) return defaultNs
  const wanted = expiresIn === 0 ? maxTokenAgeNs : expiresIn
  const refuse = (reason: string): never => {
    throw actionFailed('generate token for', userId, `invalid requested expiry date: ${reason}`, 400)
  }
  if (wanted < minuteNs) return refuse('must be 0 or >= 1m')
  if (wanted > maxTokenAgeNs) return refuse(`cannot exceed configured max token age: ${configDuration(maxTokenAgeNs)}`)
  return wanted
}

/** Roles name clusters by id; one that was named by its alias gets the id. */
const withIds = (entries: readonly ClusterPermission[], { state }: AuthnContext): readonly ClusterPermission[] =>
  entries.map((entry) => {
    const named = [...state.clusters.values()].find(({ alias }) => alias !== '' && alias === entry.id)
    return state.clusters.has(entry.id) || named === undefined ? entry : { ...entry, id: named.id }
  })

const audience = (ids: readonly string[]): readonly string[] => [...new Set(ids.filter((id) => id !== ''))].toSorted()

/** Signs a token for a user whose password was checked. @wire cmd/authn/mgr.go issueToken, buildClaims */
export const issueToken = (user: StoredUser, expiresIn: number | undefined, context: AuthnContext): Promise<string> => {
  const { state, signer, url } = context
  const issued = Math.floor(Date.now() / 1000)
  const expires = issued + Math.round(lifeNs(user.id, expiresIn, state.settings.expirationNs) / 1e9)
  const times = { exp: expires, iat: issued }
  const isAdmin = user.roles.includes(adminRole)
  const joined = joinRoles(user.roles.flatMap((name) => state.roles.get(name) ?? []))
  const clusters = withIds(joined.clusters, context)
  const aud = audience(
    isAdmin
      ? [...state.clusters.keys()]
      : [...clusters.map(({ id }) => id), ...joined.buckets.map(({ bck }) => bck.namespace.uuid)],
  )
  const named = { iss: url, sub: user.id, ...(aud.length === 0 ? {} : { aud: [...aud] }), ...times }
  const claims: JWTPayload = isAdmin
    ? { clusters: null, admin: true, ...named }
    : {
        clusters: clusters.length === 0 ? null : clusters.map((one) => ClusterPermission.encode({ ...one, alias: '' })),
        ...(joined.buckets.length === 0 ? {} : { buckets: joined.buckets.map((one) => BucketPermission.encode(one)) }),
        admin: false,
        ...named,
      }
  return signer.sign(claims)
}

/** Signs a token for the server's own calls of a cluster. @wire cmd/authn/mgr.go selfToken */
export const issueOwnToken = (clusterId: string, { signer, url }: AuthnContext): Promise<string> => {
  const issued = Math.floor(Date.now() / 1000)
  const named = { iss: url, sub: 'AuthN', aud: [clusterId], exp: issued + 300, iat: issued }
  return signer.sign({ clusters: null, admin: true, ...named })
}
