import { isGlobalNamespace, namespacePath, type Namespace } from './wire/namespace.js'
import type { Provider } from './wire/provider.js'
import type { Connection } from './connection.js'

/** Addresses a bucket. Only `name` is needed; the rest defaults to an `ais` bucket of the global namespace. */
export interface BucketRef {
  readonly name: string
  /** @defaultValue 'ais' */
  readonly provider?: Provider
  /** @defaultValue the global namespace */
  readonly namespace?: Namespace
}

/** Addresses an object in a bucket. */
export interface ObjectRef {
  readonly bucket: BucketRef
  readonly name: string
}

/** A bucket as the packages below `@ais/buckets` see it; `Bucket` satisfies it. */
export interface BucketHandle extends BucketRef {
  readonly client: Connection
  readonly provider: Provider
}

/** Uname of a bucket, `ais/@#/b/`, with its trailing slash. */
export const bucketUname = (bucket: BucketRef): string =>
  `${bucket.provider ?? 'ais'}/${namespacePath(bucket.namespace ?? { uuid: '', name: '' })}/${bucket.name}/`

/** Uname of an object, `ais/@#/b/o`. */
export const objectUname = (object: ObjectRef): string => bucketUname(object.bucket) + object.name

/** The query that addresses a bucket: `provider` and, where it is not the global one, `namespace`. */
export const bucketQuery = (bucket: BucketRef): { readonly provider: Provider; readonly namespace?: string } => ({
  provider: bucket.provider ?? 'ais',
  ...(bucket.namespace === undefined || isGlobalNamespace(bucket.namespace)
    ? {}
    : { namespace: namespacePath(bucket.namespace) }),
})

/** How messages name a bucket: `ais://b`, `ais://@uuid#ns/b`. */
export const bucketUri = (bucket: BucketRef): string => {
  const { namespace } = bucketQuery(bucket)
  return `${bucket.provider ?? 'ais'}://${namespace === undefined ? '' : `${namespace}/`}${bucket.name}`
}
