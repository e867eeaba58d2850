import { createBucketRoute, destroyBucketRoute, evictBucketRoute } from '@ais/buckets/wire'
import { ApiFailure } from '../../api-failure.js'
import { backendBucket, isRemote } from '../../backends/backends.js'
import { checkPropsKnown } from '../../buckets/bucket-props.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import { isTrue } from '../../rules/booleans.js'
import type { HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { addressedBucket, requireBucket } from './require-bucket.js'

const create: HandlerEntry = {
  route: createBucketRoute,
  node: 'proxy',
  remoteBucket: 'own business',
  handle: async (request, { cluster, node }) => {
    const bucket = addressedBucket(request)
    const backend = cluster.backends.find(bucket)
    if (backend?.ownsBuckets === true) {
      await backend.createBucket(backendBucket(bucket), request.message?.['value'])
      return { status: 200 }
    }
    if (bucket.provider !== 'ais')
      throw new ApiFailure(
        501,
        `${bucket.provider} bucket "${messageUri(bucket)}" does not exist, and creating it is not supported`,
        'ErrRemoteBckNotFound',
      )
    if (bucket.namespace.uuid !== '')
      throw new ApiFailure(
        404,
        `${nodeName(node)}: remote UUID/alias ${bucket.namespace.uuid} does not exist`,
        'ErrNotFound',
      )
    if (cluster.buckets.find(bucket) !== undefined)
      throw new ApiFailure(409, `bucket "${messageUri(bucket)}" already exists`, 'ErrBucketAlreadyExists')
    const change = request.message?.['value']
    checkPropsKnown(change, 'create-bck', nodeName(node))
    await cluster.buckets.create(bucket, cluster.nowNs(), { change })
    return { status: 200 }
  },
}

const destroy: HandlerEntry = {
  route: destroyBucketRoute,
  node: 'proxy',
  remoteBucket: 'own business',
  handle: async (request, context) => {
    const { cluster } = context
    const bucket = addressedBucket(request)
    const backend = cluster.backends.find(bucket)
    if (backend?.ownsBuckets !== true) {
      await cluster.buckets.remove(requireBucket(request, context))
      return { status: 200 }
    }
    await backend.destroyBucket(backendBucket(bucket))
    const known = cluster.buckets.find(bucket)
    if (known !== undefined) await cluster.buckets.remove(known)
    return { status: 200 }
  },
}

const evict: HandlerEntry = {
  route: evictBucketRoute,
  node: 'proxy',
  remoteBucket: 'own business',
  handle: async (request, { cluster }) => {
    const bucket = addressedBucket(request)
    if (!isRemote(bucket))
      throw new ApiFailure(
        400,
        `evict-remote-bck: expecting remote bucket (have ${messageUri(bucket)})`,
        'ErrNotRemoteBck',
      )
    const known = cluster.buckets.find(bucket)
    // Evicting what the cluster does not hold is done at once, as on a real server.
    if (known === undefined) return { status: 200 }
    if (isTrue(request.query.get('keep_bck_md'))) await cluster.store.removeBucket(known.uname)
    else await cluster.buckets.remove(known)
    return { status: 200 }
  },
}

/** Create, destroy and evict. */
export const createDestroyHandlers: readonly HandlerEntry[] = [create, destroy, evict]
