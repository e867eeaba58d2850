import {
  allPermissions,
  ClusterList,
  deleteClusterRoute,
  getClusterRegistrationRoute,
  listClustersRoute,
  permissionBits,
  registerClusterRoute,
  updateClusterRoute,
  type ClusterInfo,
} from '@ais/authn/wire'
import { ApiFailure } from '../../api-failure.js'
import {
  actionFailed,
  done,
  isNice,
  json,
  onlyNice,
  requireAdmin,
  type AuthnContext,
  type AuthnEntry,
} from '../authn-context.js'
import { tellRevoked, validateCluster } from '../call-cluster.js'
import { clusterOf } from '../read-message.js'

const { GET, OBJ_HEAD, PUT, APPEND, OBJ_DELETE, OBJ_MOVE, BCK_HEAD, OBJ_LIST } = permissionBits
const readOnly = GET | OBJ_HEAD | BCK_HEAD | OBJ_LIST

/** Roles that come with every cluster. @wire cmd/authn/mgr.go predefinedRoles */
const predefined = [
  { prefix: 'ClusterOwner', desc: 'Admin access to', perm: allPermissions },
  { prefix: 'BucketOwner', desc: 'Full access to buckets in', perm: readOnly | PUT | APPEND | OBJ_DELETE | OBJ_MOVE },
  { prefix: 'Guest', desc: 'Read-only access to buckets in', perm: readOnly },
] as const

const find = (name: string, { state }: AuthnContext): ClusterInfo | undefined =>
  state.clusters.get(name) ?? [...state.clusters.values()].find(({ alias }) => name !== '' && alias === name)

const addRoles = ({ id, alias }: ClusterInfo, { state }: AuthnContext): void => {
  for (const { prefix, desc, perm } of predefined) {
    const name = `${prefix}-${alias === '' ? id : alias}`
    if (state.roles.has(name)) continue
    const clusters = [{ id, alias: '', perm }]
    const cluster = alias === '' ? id : `${id}[${alias}]`
    state.roles.set(name, { name, desc: `${desc} ${cluster}`, clusters, buckets: [], isAdmin: false })
  }
}

const list: AuthnEntry['handle'] = (_request, { state }) =>
  json(ClusterList.encode({ clusters: Object.fromEntries(state.clusters) }))

const get: AuthnEntry['handle'] = (request, context) => {
  const name = request.params['cluster'] ?? ''
  const cluster = find(name, context)
  if (cluster === undefined) throw new ApiFailure(404, `AuthN: cluster ${name} does not exist`, 'ErrNotFound')
  return json(ClusterList.encode({ clusters: { [cluster.id]: cluster } }))
}

const register: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const cluster = clusterOf(request)
  const { id, alias } = cluster
  const refuse = (reason: string, status: number): ApiFailure => actionFailed('add cluster', id, reason, status)
  if (id === '') throw refuse('cluster UUID is undefined', 400)
  if (!isNice(alias)) throw refuse(`cluster alias "${alias}" is invalid: ${onlyNice}`, 400)
  const known = find(id, context) ?? find(alias, context)
  if (known !== undefined) throw refuse(`cluster ${id}[${known.id}] already registered`, 409)
  const reason =
    (await validateCluster(cluster, context)) ?? (await tellRevoked(cluster, [...context.state.revoked], context))
  if (reason !== undefined) throw refuse(reason, 400)
  context.state.clusters.set(id, cluster)
  addRoles(cluster, context)
  await context.save()
  return done
}

const update: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const id = request.params['cluster'] ?? ''
  const change = clusterOf(request)
  const refuse = (reason: string, status: number): ApiFailure => actionFailed('update cluster', id, reason, status)
  if (change.id === '') throw refuse('cluster ID is undefined', 400)
  const before = context.state.clusters.get(id)
  if (before === undefined) throw refuse(`cluster "${id}" does not exist`, 404)
  if (!isNice(change.alias)) throw refuse(`cluster alias "${change.alias}" is invalid: ${onlyNice}`, 400)
  const other = find(change.alias, context)
  if (other !== undefined && other.id !== id)
    throw refuse(`alias "${change.alias}" is used for cluster "${other.id}"`, 409)
  const cluster: ClusterInfo = {
    id,
    alias: change.alias === '' ? before.alias : change.alias,
    urls: change.urls.length === 0 ? before.urls : change.urls,
  }
  const reason = await validateCluster(cluster, context)
  if (reason !== undefined) throw refuse(reason, 400)
  context.state.clusters.set(id, cluster)
  await context.save()
  return done
}

const remove: AuthnEntry['handle'] = async (request, context) => {
  await requireAdmin(request, context)
  const name = request.params['cluster'] ?? ''
  const cluster = find(name, context)
  if (cluster === undefined) throw actionFailed('delete cluster', name, `AuthN: cluster ${name} does not exist`, 404)
  context.state.clusters.delete(cluster.id)
  await context.save()
  return done
}

/** Registered clusters; reading them needs no token. */
export const clusterHandlers: readonly AuthnEntry[] = [
  { route: listClustersRoute, handle: list },
  { route: getClusterRegistrationRoute, handle: get },
  { route: registerClusterRoute, handle: register },
  { route: updateClusterRoute, handle: update },
  { route: deleteClusterRoute, handle: remove },
]
