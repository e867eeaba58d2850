import { ApiFailure } from '../api-failure.js'
import { bytesBeforeValue, goJsonError } from '../rules/go-json-error.js'

/** Properties of a bucket as AIStore writes them in `Ais-Bucket-Props`. */
export type BucketProps = Readonly<Record<string, unknown>>

/** A 5.0 cluster's defaults, in its order. */
export const defaultProps = (identity: {
  readonly provider: string
  readonly bid: bigint
  readonly createdNs: bigint
}): BucketProps => ({
  backend_bck: { name: '', provider: '', namespace: { uuid: '', name: '' } },
  write_policy: { data: 'immediate', md: 'immediate' },
  provider: identity.provider,
  Renamed: '',
  checksum: {
    type: 'xxhash2',
    validate_cold_get: false,
    validate_warm_get: false,
    validate_obj_move: false,
    enable_read_range: false,
  },
  extra: { aws: {}, gcp: {}, oci: {} },
  rate_limit: {
    backend: { interval: '1m', max_tokens: 1000, enabled: false, num_retries: 3 },
    frontend: { interval: '1m', max_tokens: 1000, enabled: false, burst_size: 375 },
  },
  ec: {
    compression: 'never',
    bundle_multiplier: 2,
    burst_buffer: 512,
    objsize_limit: 262144,
    data_slices: 2,
    parity_slices: 2,
    enabled: false,
    disk_only: false,
  },
  chunks: { objsize_limit: '0B', max_monolithic_size: '1TiB', chunk_size: '1GiB' },
  mirror: { copies: 2, burst_buffer: 512, enabled: false },
  lru: { dont_evict_time: '2h0m', capacity_upd_time: '10m', batch_size: 32768, enabled: false },
  access: '18446744073709551615',
  features: '0',
  bid: String(identity.bid),
  created: String(identity.createdNs),
  versioning: { enabled: true, validate_warm_get: false, synchronize: false },
})

const settable = new Set([
  'backend_bck',
  'write_policy',
  'checksum',
  'extra',
  'rate_limit',
  'ec',
  'chunks',
  'mirror',
  'lru',
  'access',
  'features',
  'versioning',
])
const checksumTypes = ['crc32c', 'md5', 'sha256', 'sha512', 'xxhash', 'xxhash2', 'none']

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const merge = (base: unknown, change: unknown, path: string, what: string): unknown => {
  if (!isObject(change)) {
    if (base !== undefined && typeof base !== typeof change)
      throw new ApiFailure(400, `${what}: ${path}: expects ${typeof base}, but found ${typeof change}`)
    return change
  }
  const merged = new Map<string, unknown>(isObject(base) ? Object.entries(base) : [])
  for (const [key, value] of Object.entries(change))
    if (value !== null && value !== undefined) merged.set(key, merge(merged.get(key), value, `${path}.${key}`, what))
  return Object.fromEntries(merged)
}

/** Refuses a change of what no bucket has, in the words of the node that reads it. @throws ApiFailure 400 */
export const checkPropsKnown = (change: unknown, what: string, node: string): void => {
  if (change === null || change === undefined) return
  if (!isObject(change)) throw new ApiFailure(400, `${node}: failed to unmarshal ${what}: expect { or n`)
  const unknown = Object.keys(change).find((key) => !settable.has(key))
  if (unknown === undefined) return
  const text = JSON.stringify(change)
  const problem = `cmn.BpropsToSet.ReadObject: found unknown field: ${unknown}`
  // It has read the name, not the colon after it.
  const reason = goJsonError(problem, text, (bytesBeforeValue(text, unknown) ?? 1) - 1)
  throw new ApiFailure(400, `${node}: failed to unmarshal ${what} (map[string]interface {}), err: ${reason}`)
}

/** Applies a partial change; refuses what AIStore refuses. */
export const changeProps = (props: BucketProps, change: unknown, what: string): BucketProps => {
  if (!isObject(change)) return props
  const type = isObject(change['checksum']) ? change['checksum']['type'] : undefined
  if (type !== undefined && !checksumTypes.includes(String(type)))
    throw new ApiFailure(400, `invalid checksum type "${String(type)}" (expecting [${checksumTypes.join(' ')}])`)
  return merge(props, change, 'props', what) as BucketProps
}

/** The checksum type that a bucket's objects get. */
export const checksumTypeOf = (props: BucketProps): string => String((props['checksum'] as { type?: unknown }).type)

/** How many copies of each object a target keeps. */
export const copiesOf = (props: BucketProps): number => {
  const { enabled, copies } = props['mirror'] as { readonly enabled?: unknown; readonly copies?: unknown }
  return enabled === true && typeof copies === 'number' ? copies : 1
}

/** Whether versions are counted and told. */
export const isVersioned = (props: BucketProps): boolean =>
  (props['versioning'] as { enabled?: unknown }).enabled === true
