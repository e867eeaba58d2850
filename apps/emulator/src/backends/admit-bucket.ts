import { changeProps, defaultProps } from '../buckets/bucket-props.js'
import { addressedBucket, type AddressedBucket } from '../handlers/buckets/require-bucket.js'
import { isTrue } from '../rules/booleans.js'
import type { EmulatorRequest, HandlerContext, HandlerEntry } from '../server/handler.js'
import { bucketUname, namespacePath, parseNamespace, type Namespace } from '@ais/core/wire'
import { backendBucket, isRemote } from './backends.js'

/** A namespace with the uuid in place of an alias, as AIStore passes it on. */
export const resolveNamespace = async (namespace: Namespace, { cluster }: HandlerContext): Promise<Namespace> => {
  if (namespace.uuid === '') return namespace
  const found = await cluster.backends.clusters.find(namespace.uuid)
  return found === undefined ? namespace : { ...namespace, uuid: found.uuid }
}

/** Go writes a query that it has changed in the order of its names. */
const withNamespace = (request: EmulatorRequest, namespace: Namespace): EmulatorRequest => {
  const query = new URLSearchParams(request.query)
  query.set('namespace', namespacePath(namespace))
  query.sort()
  return request.with({ rawQuery: query.toString() })
}

/** A remote bucket that the cluster has met, or meets now. @throws ApiFailure when its backend does not have it */
export const meetBucket = async (bucket: AddressedBucket, { cluster }: HandlerContext) => {
  const backend = cluster.backends.find(bucket)
  const known = cluster.buckets.find(bucket)
  if (backend === undefined || known !== undefined) return known
  const change = await backend.headBucket(backendBucket(bucket))
  return cluster.buckets.find(bucket) ?? cluster.buckets.create(bucket, cluster.nowNs(), { change })
}

/** The same for a look that leaves no trace. */
const glanceAtBucket = async (bucket: AddressedBucket, { cluster }: HandlerContext) => {
  const backend = cluster.backends.find(bucket)
  const known = cluster.buckets.find(bucket)
  if (backend === undefined || known !== undefined) return known
  const change = await backend.headBucket(backendBucket(bucket))
  const props = defaultProps({ provider: bucket.provider, bid: 0n, createdNs: 0n })
  return { ...bucket, uname: bucketUname(bucket), props: changeProps(props, change, 'head-bck') }
}

const admitRemote = async (
  request: EmulatorRequest,
  given: Namespace | undefined,
  entry: HandlerEntry,
  context: HandlerContext,
): Promise<EmulatorRequest> => {
  const namespace = given === undefined ? undefined : await resolveNamespace(given, context)
  const resolved =
    namespace === undefined || namespace.uuid === given?.uuid ? request : withNamespace(request, namespace)
  const policy = entry.remoteBucket ?? 'register'
  const bucket = addressedBucket(resolved)
  if (policy !== 'register' || !isRemote(bucket)) return resolved
  if (isTrue(request.query.get('dont_add_remote_bck_md'))) {
    const seen = await glanceAtBucket(bucket, context)
    return seen === undefined ? resolved : resolved.with({ bucket: seen })
  }
  await meetBucket(bucket, context)
  return resolved
}

/**
 * Sees to the bucket that a request addresses before it is answered, when that bucket is remote: an alias of its cluster becomes the
 * uuid, and a bucket that the cluster meets for the first time is registered.
 * @throws ApiFailure when its backend does not have it
 */
export const admitBucket = (
  request: EmulatorRequest,
  entry: HandlerEntry,
  context: HandlerContext,
): Promise<EmulatorRequest> | EmulatorRequest => {
  if (request.params['bucket'] === undefined) return request
  const given = parseNamespace(request.query.get('namespace') ?? '')
  const isElsewhere = given !== undefined && given.uuid !== ''
  const provider = request.query.get('provider') ?? ''
  if (!isElsewhere && (provider === '' || provider === 'ais')) return request
  return admitRemote(request, isElsewhere ? given : undefined, entry, context)
}
