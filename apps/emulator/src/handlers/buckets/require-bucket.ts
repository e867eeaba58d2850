import {
  globalNamespace,
  parseNamespace,
  parseProvider,
  type BucketRef,
  type Namespace,
  type Provider,
} from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { isRemote } from '../../backends/backends.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { EmulatorRequest, HandlerContext } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'

/** A bucket as a request addresses it. */
export interface AddressedBucket extends BucketRef {
  readonly provider: Provider
  readonly namespace: Namespace
}

const namePart = /^[A-Za-z0-9_-]{0,32}$/
const scheme: Readonly<Record<Provider, string>> = { ais: 'ais', aws: 's3', gcp: 'gs', azure: 'az', oci: 'oc' }
const title: Readonly<Record<Provider, string>> = { ais: 'AIS', aws: 'AWS', gcp: 'GCP', azure: 'Azure', oci: 'OCI' }

/** The provider of a query; a repeated one is taken as the last. @throws ApiFailure 400 */
export const queryProvider = (query: URLSearchParams): Provider | undefined => {
  const name = query.getAll('provider').at(-1) ?? ''
  if (name === '') return undefined
  const provider = parseProvider(name)
  if (provider === undefined)
    throw new ApiFailure(
      400,
      `invalid backend provider "${name}": must be one of [ais, aws (s3://), gcp (gs://), azure (az://), oci (oc://)]`,
      'ErrInvalidBackendProvider',
    )
  return provider
}

/** The namespace of a text such as `@uuid#name`. @throws ApiFailure 400 */
export const readNamespace = (text: string): Namespace => {
  if (text === '') return globalNamespace
  const parsed = parseNamespace(text) ?? { uuid: text, name: '' }
  if (!namePart.test(parsed.uuid.replace(/^@/, '')) || !namePart.test(parsed.name))
    throw new ApiFailure(
      400,
      `bucket namespace (uuid: "${parsed.uuid}", name: "${parsed.name}") must be less than 32 characters and may only contain letters, numbers, dashes (-), underscores (_)`,
    )
  return parsed
}

/** Checks a bucket's name as AIStore words it. @throws ApiFailure 400 */
export const checkName = (name: string): void => {
  if (name === '') throw new ApiFailure(400, 'bucket name is missing')
  if (name.length > 64) throw new ApiFailure(400, `bucket name is too long: ${name.length} > 64(max length)`)
  if (!/^[A-Za-z0-9_.-]+$/.test(name) || name.includes('..'))
    throw new ApiFailure(
      400,
      'bucket name is invalid: may only contain letters, numbers, dashes (-), underscores (_), and dots (.)',
    )
  if (name.startsWith('.')) throw new ApiFailure(400, `reserved bucket name "${name}" (unknown system bucket)`)
}

/** The bucket that a request addresses, whether it exists or not. @throws ApiFailure 400 */
export const addressedBucket = (request: Pick<EmulatorRequest, 'params' | 'query'>): AddressedBucket => {
  const provider = queryProvider(request.query) ?? 'ais'
  const namespace = readNamespace(request.query.get('namespace') ?? '')
  const name = request.params['bucket'] ?? ''
  checkName(name)
  return { name, provider, namespace }
}

/** The error for a bucket that does not exist. */
export const bucketNotFound = (bucket: AddressedBucket): ApiFailure => {
  if (!isRemote(bucket)) return new ApiFailure(404, `bucket "${messageUri(bucket)}" does not exist`, 'ErrBckNotFound')
  const kind = bucket.provider === 'ais' ? 'remote' : bucket.provider
  return new ApiFailure(404, `${kind} bucket "${messageUri(bucket)}" does not exist`, 'ErrRemoteBckNotFound')
}

/** What the cluster says of a bucket whose backend it does not have. */
export const refuseRemote = (bucket: AddressedBucket, context: HandlerContext): void => {
  if (!isRemote(bucket) || context.cluster.backends.find(bucket) !== undefined) return
  const node = nodeName(context.node)
  if (bucket.provider !== 'ais')
    throw new ApiFailure(
      404,
      `${node}: failed to lookup bucket ${scheme[bucket.provider]}://${bucket.name}, err: ${title[bucket.provider]} backend is missing in the cluster configuration`,
      'ErrFailedTo',
    )
  // It is a target that the proxy asks about remote clusters.
  const target = context.cluster.topology.targets[0] ?? context.node
  throw new ApiFailure(
    404,
    `${nodeName(target)}: failed to HEAD remote bucket ${messageUri(bucket)}, err: ${nodeName(target)}: remote cluster "${bucket.namespace.uuid}" does not exist`,
    'ErrFailedTo',
  ).by(target, undefined, 'HEAD')
}

/** The existing bucket that a request addresses. @throws ApiFailure 400, 404 */
export const requireBucket = (request: EmulatorRequest, context: HandlerContext): EmulatedBucket => {
  if (request.bucket !== undefined) return request.bucket
  const addressed = addressedBucket(request)
  refuseRemote(addressed, context)
  const bucket = context.cluster.buckets.find(addressed)
  if (bucket === undefined) throw bucketNotFound(addressed)
  return bucket
}
