import { listBucketsRoute, type Namespace } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { queryProvider, readNamespace } from './require-bucket.js'

const title = { aws: 'AWS', gcp: 'GCP', azure: 'Azure', oci: 'OCI' } as const

const list = (request: EmulatorRequest, { cluster }: HandlerContext): EmulatorReply => {
  const provider = queryProvider(request.query)
  if (provider !== undefined && provider !== 'ais')
    throw new ApiFailure(
      400,
      `${title[provider]} backend is missing in the cluster configuration`,
      'ErrMissingBackend',
    ).by(cluster.topology.targets[0])
  const namespace = request.query.get('namespace') ?? ''
  const wanted = namespace === '' ? undefined : readNamespace(namespace)
  const isWanted = (own: Namespace): boolean =>
    wanted === undefined || (own.uuid === wanted.uuid && own.name === wanted.name)
  const buckets = cluster.buckets
    .all()
    .filter((bucket) => isWanted(bucket.namespace))
    .map(({ name, provider: own, namespace }) => ({ name, provider: own, namespace }))
  // Without a provider and without buckets the real server writes a nil slice.
  const body = buckets.length === 0 && provider === undefined ? null : buckets
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: `${JSON.stringify(body)}\n`,
  }
}

/** List of buckets; a missing message lists too. */
export const listBucketsHandlers: readonly HandlerEntry[] = [
  { route: listBucketsRoute, node: 'proxy', handle: list },
  {
    route: { method: listBucketsRoute.method, path: listBucketsRoute.path },
    node: 'proxy',
    handle: (request, context) => {
      if (request.message !== undefined && request.message['action'] !== undefined && request.message['action'] !== '')
        throw new ApiFailure(400, `invalid action "${String(request.message['action'])}"`)
      return list(request, context)
    },
  },
]
