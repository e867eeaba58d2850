import { parseProvider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { meetBucket, resolveNamespace } from '../../backends/admit-bucket.js'
import { isRemote } from '../../backends/backends.js'
import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { JobBucket } from '../../jobs/emulated-job.js'
import type { HandlerContext } from '../../server/handler.js'
import { bucketNotFound, checkName, refuseRemote, type AddressedBucket } from '../buckets/require-bucket.js'

/** A bucket as jobs have it. */
export const jobBucket = ({ name, provider, namespace }: EmulatedBucket): JobBucket => ({ name, provider, namespace })

/** Jobs between the same two buckets, as they are now, are one. */
export const shareKeyOf = (from: EmulatedBucket, to: EmulatedBucket): string =>
  [from, to].map(({ uname, props }) => `${uname}#${String(props['bid'])}`).join('=>')

/**
 * The bucket of `tobck`.
 * @throws ApiFailure 400 without one, 404 for one that does not exist and is not to be created
 */
export const destinationOf = async (
  value: Readonly<Record<string, unknown>>,
  like: EmulatedBucket,
  context: HandlerContext,
  options: { readonly create?: boolean } = {},
): Promise<EmulatedBucket> => {
  const { buckets, nowNs } = context.cluster
  const { name = '', provider, namespace } = (value['tobck'] ?? {}) as Partial<JobBucket>
  if (name === '') throw new ApiFailure(400, 'bucket name is missing')
  checkName(name)
  const to: AddressedBucket = {
    name,
    provider: parseProvider(provider ?? '') ?? 'ais',
    namespace: await resolveNamespace({ uuid: namespace?.uuid ?? '', name: namespace?.name ?? '' }, context),
  }
  refuseRemote(to, context)
  const found = isRemote(to) ? await meetBucket(to, context) : buckets.find(to)
  if (found !== undefined) return found
  if (options.create !== true) throw bucketNotFound(to)
  return buckets.create(to, nowNs(), isRemote(like) ? {} : { like: like.props })
}
