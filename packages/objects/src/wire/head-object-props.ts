/**
 * Properties that HEAD v2 can be asked for; any other is answered with 400.
 * @wire HEAD /v1/objects/{bucket}/{object}?props=…: api/apc/lsmsg.go GetProps…
 */
export const headObjectProps = [
  'name',
  'size',
  'version',
  'checksum',
  'atime',
  'copies',
  'ec',
  'custom',
  'location',
  'chunked',
  'last-modified',
  'etag',
] as const

/** See {@link headObjectProps}. */
export type HeadObjectProp = (typeof headObjectProps)[number]
