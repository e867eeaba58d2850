import { permissionBits } from '@ais/authn/wire'
import { resourceOf } from '../../server/resource-of.js'
import type { EmulatorRequest } from '../../server/handler.js'

const { GET, OBJ_HEAD, PUT, APPEND, OBJ_DELETE, OBJ_MOVE, PROMOTE, OBJ_UPDATE } = permissionBits
const { BCK_HEAD, OBJ_LIST, PATCH, BCK_SET_ACL } = permissionBits
const { LIST_BUCKETS, SHOW_CLUSTER, CREATE_BUCKET, DESTROY_BUCKET, MOVE_BUCKET, ADMIN } = permissionBits
const readOnly = GET | OBJ_HEAD | BCK_HEAD | OBJ_LIST
const readWrite = readOnly | PUT | APPEND | OBJ_DELETE | OBJ_MOVE

/**
 * What a request needs: nothing, something of the cluster, or of the bucket that it addresses. `wrapped` says that a refusal comes
 * with the `tcode` that it has where the bucket is looked up.
 */
export type RequiredAccess =
  | { readonly on: 'nothing' }
  | { readonly on: 'cluster'; readonly perms: bigint }
  | { readonly on: 'bucket'; readonly perms: bigint; readonly wrapped: boolean }

const nothing: RequiredAccess = { on: 'nothing' }
const cluster = (perms: bigint): RequiredAccess => ({ on: 'cluster', perms })
const bucket = (perms: bigint, wrapped = true): RequiredAccess => ({ on: 'bucket', perms, wrapped })

/** Actions on a bucket by POST and PUT. @wire xact/api_table.go Table */
const bucketActions: Readonly<Record<string, RequiredAccess>> = {
  'create-bck': cluster(CREATE_BUCKET),
  'move-bck': bucket(MOVE_BUCKET),
  'copy-bck': bucket(readWrite),
  'etl-bck': bucket(readWrite),
  archive: bucket(readWrite),
  'copy-listrange': bucket(readWrite),
  'etl-listrange': bucket(readWrite),
  'prefetch-listrange': bucket(readWrite),
  'ec-encode': bucket(readWrite),
  'make-n-copies': bucket(readWrite),
  // The real server asks for no permission, and no token.
  rechunk: nothing,
}

/** Actions on an object by POST. @wire ais/proxy.go httpobjpost */
const objectActions: Readonly<Record<string, RequiredAccess>> = {
  'rename-obj': bucket(OBJ_MOVE, false),
  promote: bucket(PROMOTE),
  'blob-download': bucket(readWrite),
  'mpt-upload': bucket(readWrite, false),
  'mpt-abort': bucket(readWrite, false),
  'mpt-complete': bucket(readWrite, false),
  'check-lock': bucket(readOnly, false),
}

const actionOf = ({ message }: EmulatorRequest): string => {
  const action = message?.['action']
  return typeof action === 'string' ? action : ''
}

const setsAccess = ({ message }: EmulatorRequest): boolean => {
  const value = message?.['value']
  return typeof value === 'object' && value !== null && 'access' in value
}

const ofBucket = (request: EmulatorRequest): RequiredAccess => {
  const action = actionOf(request)
  if (request.params['bucket'] === undefined)
    // A summary of all buckets asks for no permission, and no token.
    return action === 'summary-bck' ? nothing : cluster(LIST_BUCKETS)
  switch (request.method) {
    case 'GET':
      if (action === 'summary-bck' || action === 'show-inventory') return bucket(BCK_HEAD)
      return bucket(action === 'shard-summary' ? OBJ_LIST | BCK_HEAD : OBJ_LIST)
    case 'HEAD':
      return bucket(BCK_HEAD)
    case 'DELETE':
      return bucket(/^(delete|evict)-listrange$/.test(action) ? OBJ_DELETE : DESTROY_BUCKET)
    case 'PATCH':
      return bucket(setsAccess(request) ? PATCH | BCK_SET_ACL : PATCH)
    default:
      return bucketActions[action] ?? bucket(ADMIN)
  }
}

const readsObject = bucket(GET)
const putsObject = bucket(PUT)

const ofObject = (request: EmulatorRequest): RequiredAccess => {
  switch (request.method) {
    case 'GET':
      return readsObject
    case 'HEAD':
      return bucket(OBJ_HEAD)
    case 'PUT':
      return (request.query.get('append_type') ?? '') === '' ? putsObject : bucket(APPEND)
    case 'DELETE':
      return bucket(OBJ_DELETE)
    case 'PATCH':
      return bucket(OBJ_UPDATE)
    default:
      return objectActions[actionOf(request)] ?? bucket(ADMIN)
  }
}

const byMethod = ({ method }: EmulatorRequest): RequiredAccess =>
  cluster(method === 'GET' || method === 'HEAD' ? SHOW_CLUSTER : ADMIN)

/** What a download asks for: its bucket is in the message. Queries and stops ask for nothing. */
const ofDownload = ({ method }: EmulatorRequest): RequiredAccess => (method === 'POST' ? bucket(readWrite) : nothing)

const byResource: Readonly<Record<string, (request: EmulatorRequest) => RequiredAccess>> = {
  buckets: ofBucket,
  objects: ofObject,
  cluster: byMethod,
  daemon: byMethod,
  reverse: byMethod,
  ml: () => bucket(GET),
  download: ofDownload,
  health: () => nothing,
  // Checked where they are handled.
  tokens: () => nothing,
}

/** What a request to a proxy needs; what is not listed is for administrators. */
export const requiredAccess = (request: EmulatorRequest): RequiredAccess => {
  const resource = resourceOf(request.path)
  const rule = Object.hasOwn(byResource, resource) ? byResource[resource] : undefined
  return rule?.(request) ?? cluster(ADMIN)
}
