import { createBucketRoute, destroyBucketRoute, evictBucketRoute } from '@ais/buckets/wire'
import { ApiFailure } from '../../api-failure.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import type { HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { addressedBucket, requireBucket } from './require-bucket.js'

const scheme = { ais: 'ais', aws: 's3', gcp: 'gs', azure: 'az', oci: 'oc' } as const

const create: HandlerEntry = {
  route: createBucketRoute,
  node: 'proxy',
  handle: async (request, { cluster, node }) => {
    const bucket = addressedBucket(request)
    if (bucket.provider !== 'ais')
      throw new ApiFailure(
        501,
        `${bucket.provider} bucket "${scheme[bucket.provider]}://${bucket.name}" does not exist, and creating it is not supported`,
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
    await cluster.buckets.create(bucket, cluster.nowNs(), { change: request.message?.['value'] })
    return { status: 200 }
  },
}

const destroy: HandlerEntry = {
  route: destroyBucketRoute,
  node: 'proxy',
  handle: async (request, context) => {
    await context.cluster.buckets.remove(requireBucket(request, context))
    return { status: 200 }
  },
}

const evict: HandlerEntry = {
  route: evictBucketRoute,
  node: 'proxy',
  handle: (request) => {
    const bucket = addressedBucket(request)
    if (bucket.provider === 'ais' && bucket.namespace.uuid === '')
      throw new ApiFailure(
        400,
        `evict-remote-bck: expecting remote bucket (have ${messageUri(bucket)})`,
        'ErrNotRemoteBck',
      )
    // Evicting what the cluster does not hold is done at once, as on a real server.
    return { status: 200 }
  },
}

/** Create, destroy and evict. */
export const createDestroyHandlers: readonly HandlerEntry[] = [create, destroy, evict]
