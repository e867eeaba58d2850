import { permissionBits } from '@ais/authn/wire'
import { BucketJson, parseProvider, parseUname, type BucketRef } from '@ais/core/wire'
import { addressedBucket } from '../../handlers/buckets/require-bucket.js'
import { resourceOf } from '../../server/resource-of.js'
import type { EmulatorRequest } from '../../server/handler.js'

const { GET, PUT } = permissionBits

const bucketOf = (value: unknown): BucketRef | undefined => {
  const decoded = BucketJson.decode(value)
  if (decoded._tag === 'Left' || decoded.right.name === '') return undefined
  const { name, provider, namespace } = decoded.right
  return { name, provider: parseProvider(provider) ?? 'ais', namespace }
}

/** The bucket that a request is about: in its path, else in its message. */
export const mainBucket = (request: EmulatorRequest): BucketRef | undefined =>
  request.params['bucket'] === undefined ? bucketOf(request.message?.['bucket']) : addressedBucket(request)

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined

const destination = (request: EmulatorRequest): BucketRef | undefined => {
  const uname = request.query.get('bck_to')
  if (uname === null) return bucketOf(fieldOf(request.message?.['value'], 'tobck'))
  const parsed = parseUname(uname)
  return parsed === undefined ? undefined : { ...parsed, name: parsed.bucket }
}

/** Buckets that the entries of a batch name. */
const batchBuckets = ({ message }: EmulatorRequest): readonly BucketRef[] => {
  const entries = message?.['in']
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry: unknown) => {
    const uname = fieldOf(entry, 'uname')
    const parsed = typeof uname === 'string' ? parseUname(`${uname}/`) : undefined
    if (parsed !== undefined) return { ...parsed, name: parsed.bucket }
    const name = fieldOf(entry, 'bucket')
    return bucketOf({ name, provider: fieldOf(entry, 'provider') ?? 'ais' }) ?? []
  })
}

/** Another bucket that a request works on. */
export interface OtherBucket {
  readonly bucket: BucketRef
  /** What it needs there. */
  readonly perms: bigint
  /** It is created when it is missing. */
  readonly isCreated: boolean
}

/** Buckets besides the main one that a request works on: where it copies to, what a batch is made of. */
export const otherBuckets = (request: EmulatorRequest): readonly OtherBucket[] => {
  const resource = resourceOf(request.path)
  if (resource === 'ml') return batchBuckets(request).map((bucket) => ({ bucket, perms: GET, isCreated: false }))
  if (resource !== 'buckets' || (request.method !== 'POST' && request.method !== 'PUT')) return []
  // A rename needs nothing of a bucket that is not there yet.
  if (request.message?.['action'] === 'move-bck') return []
  const bucket = destination(request)
  return bucket === undefined ? [] : [{ bucket, perms: PUT, isCreated: request.message?.['action'] !== 'archive' }]
}
