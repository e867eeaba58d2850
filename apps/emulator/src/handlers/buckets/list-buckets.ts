import { listBucketsRoute, type Namespace, type Provider } from '@ais/core/wire'
import { resolveNamespace } from '../../backends/admit-bucket.js'
import { ApiFailure } from '../../api-failure.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { compareUtf8 } from '../../store/utf8-order.js'
import { queryProvider, readNamespace } from './require-bucket.js'

const title = { aws: 'AWS', gcp: 'GCP', azure: 'Azure', oci: 'OCI' } as const

/** Presence filters that ask for what the cluster has met: 2, 3 and 4. */
const presentOnly = ['2', '3', '4']
/** The namespace that stands for all attached clusters. */
const anyRemote = '@'

interface Listed {
  readonly name: string
  readonly provider: Provider
  readonly namespace: Namespace
}

/** @wire cmn/bck.go Bck.Less */
const orderOf = ({ provider, namespace, name }: Listed): string =>
  [provider, namespace.uuid, namespace.name, name].join('\0')

/** The buckets of a remote cluster, or of all, under the name that it was asked by. */
const ofRemoteClusters = async (wanted: Namespace, { cluster }: HandlerContext): Promise<readonly Listed[]> => {
  const { clusters } = cluster.backends
  const names = wanted.uuid === anyRemote ? clusters.uuids() : [wanted.uuid]
  const listed: Listed[] = []
  for (const uuid of names) {
    const found = await clusters.find(uuid)
    if (found === undefined)
      throw new ApiFailure(404, `remote cluster "${uuid}" does not exist`, 'ErrNotFound').by(
        cluster.topology.targets[0],
      )
    for (const { name, namespace } of await found.backend.listBuckets(wanted.name))
      listed.push({ name, provider: 'ais', namespace: { uuid, name: namespace } })
  }
  return listed
}

const list = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster } = context
  const provider = queryProvider(request.query)
  const isPresentOnly = presentOnly.includes(request.query.get('presence') ?? '')
  const namespace = request.query.get('namespace') ?? ''
  const wanted = namespace === '' ? undefined : readNamespace(namespace)
  const body = (buckets: readonly Listed[]): EmulatorReply => ({
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    // Without a provider and without buckets the real server writes a nil slice.
    body: `${JSON.stringify(buckets.length === 0 && provider === undefined && !isPresentOnly ? null : buckets)}\n`,
  })
  const cloud = provider === undefined || provider === 'ais' ? undefined : cluster.backends.clouds.get(provider)
  if (provider !== undefined && provider !== 'ais' && cloud === undefined)
    throw new ApiFailure(
      400,
      `${title[provider]} backend is missing in the cluster configuration`,
      'ErrMissingBackend',
    ).by(cluster.topology.targets[0])
  if (cloud !== undefined && !isPresentOnly)
    return body(
      (await cloud.listBuckets()).map(({ name }) => ({
        name,
        provider: cloud.provider,
        namespace: { uuid: '', name: '' },
      })),
    )
  if (wanted !== undefined && wanted.uuid !== '' && !isPresentOnly) return body(await ofRemoteClusters(wanted, context))
  const resolved = wanted === undefined || wanted.uuid === anyRemote ? wanted : await resolveNamespace(wanted, context)
  const isWanted = (own: Namespace): boolean =>
    resolved === undefined
      ? own.uuid === ''
      : (resolved.uuid === anyRemote ? own.uuid !== '' : own.uuid === resolved.uuid) && own.name === resolved.name
  return body(
    cluster.buckets
      .all()
      .filter((bucket) => (provider === undefined || bucket.provider === provider) && isWanted(bucket.namespace))
      .toSorted((a, b) => compareUtf8(orderOf(a), orderOf(b)))
      .map(({ name, provider: own, namespace: at }) => ({ name, provider: own, namespace: at })),
  )
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
