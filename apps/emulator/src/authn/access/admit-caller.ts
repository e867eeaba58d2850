import { permissionBits } from '@ais/authn/wire'
import type { BucketRef } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import { resourceOf } from '../../server/resource-of.js'
import type { EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { mainBucket, otherBuckets, type OtherBucket } from './addressed-buckets.js'
import type { ClusterAuth } from './cluster-auth.js'
import { missingPermission } from './check-permissions.js'
import { accessWord, describeAccess } from './describe-access.js'
import { requiredAccess } from './required-access.js'

const { GET, OBJ_HEAD, BCK_HEAD, OBJ_LIST, PATCH, BCK_SET_ACL, CREATE_BUCKET } = permissionBits
const changesRules = PATCH | BCK_SET_ACL
const alwaysOpen = changesRules | GET | OBJ_HEAD | BCK_HEAD | OBJ_LIST

/** What a request needs of what it works on, and whether a refusal comes with a `tcode`. */
interface Need {
  readonly perms: bigint
  readonly wrapped: boolean
}

/** A bucket's own property `access` limits everybody, with authentication or without. @throws ApiFailure 403 */
const checkBucketAccess = (bucket: EmulatedBucket | undefined, perms: bigint, wrapped: boolean): void => {
  if (bucket === undefined || perms === 0n) return
  const allowed = BigInt(String(bucket.props['access'] ?? -1))
  if (allowed === -1n || (allowed & perms) === perms) return
  const id = BigInt(String(bucket.props['bid'] ?? 0)).toString(16)
  throw new ApiFailure(
    403,
    `bucket ${messageUri(bucket)}(0x${id}): ${accessWord(perms)} access denied (allowed: [${describeAccess(allowed)}])`,
    wrapped ? 'ErrBucketAccessDenied' : '',
  )
}

/** Checks one need of a request against its token. @throws ApiFailure 401, 403 */
const checkToken = async (
  request: EmulatorRequest,
  { cluster }: HandlerContext,
  auth: ClusterAuth,
  need: Need,
  bucket: BucketRef | undefined,
  known: EmulatedBucket | undefined,
): Promise<void> => {
  const claims = await auth.claimsOf(request.headers, need.wrapped)
  const reason = missingPermission(claims, cluster.topology.uuid, bucket, need.perms)
  if (reason !== undefined) throw new ApiFailure(403, reason, need.wrapped ? 'wrapError' : '')
  checkBucketAccess(known, claims.isAdmin ? need.perms & ~changesRules : need.perms, need.wrapped)
}

/** Checks one need of a request; there is nothing to wait for where authentication is off. @throws ApiFailure 401, 403 */
const check = (
  request: EmulatorRequest,
  context: HandlerContext,
  need: Need,
  bucket: BucketRef | undefined,
  known: EmulatedBucket | undefined,
): Promise<void> | void => {
  const { auth } = context.cluster
  if (auth !== undefined) return checkToken(request, context, auth, need, bucket, known)
  checkBucketAccess(known, need.perms & ~alwaysOpen, need.wrapped)
}

const isRemote = ({ provider = 'ais', namespace }: BucketRef): boolean =>
  provider !== 'ais' || (namespace?.uuid ?? '') !== ''

const checkBucket = (request: EmulatorRequest, context: HandlerContext, need: Need): Promise<void> | void => {
  const addressed = mainBucket(request)
  if (addressed === undefined) return
  const known = request.bucket ?? context.cluster.buckets.find(addressed)
  // Nobody's permission is asked for a bucket that is not there: its handler says so.
  if (known !== undefined || isRemote(addressed)) return check(request, context, need, addressed, known)
}

const checkOthers = async (
  request: EmulatorRequest,
  context: HandlerContext,
  others: readonly OtherBucket[],
  main: Promise<void> | void,
): Promise<void> => {
  await main
  for (const { bucket, perms, isCreated } of others) {
    const known = context.cluster.buckets.find(bucket)
    if (known !== undefined) await check(request, context, { perms, wrapped: true }, bucket, known)
    else if (isCreated) await check(request, context, { perms: CREATE_BUCKET, wrapped: false }, undefined, undefined)
  }
}

/** Resources of a target that only requests redirected by a proxy may reach. */
const redirected: ReadonlySet<string> = new Set(['buckets', 'objects', 'ml', 'etl', 'sort', 'download'])

const checkRedirect = ({ path, query }: EmulatorRequest): void => {
  if (redirected.has(resourceOf(path)) && !(query.has('pid') && query.has('utm')))
    throw new ApiFailure(403, 'direct target access denied')
}

/**
 * Lets a request pass to its handler if its sender may do what it asks for: a proxy checks the token, a target that it was a proxy
 * which sent the client.
 * @throws ApiFailure 401, 403
 * @wire ais/prxauth.go access; ais/target.go _verifyUnsigned
 */
export const admitCaller = (request: EmulatorRequest, context: HandlerContext): Promise<void> | void => {
  if (context.node.kind === 'target') {
    if (context.cluster.auth !== undefined) checkRedirect(request)
    return
  }
  const need = requiredAccess(request)
  if (need.on === 'nothing') return
  const main =
    need.on === 'cluster'
      ? check(request, context, { perms: need.perms, wrapped: false }, undefined, undefined)
      : checkBucket(request, context, need)
  const others = otherBuckets(request)
  return others.length === 0 ? main : checkOthers(request, context, others, main)
}
