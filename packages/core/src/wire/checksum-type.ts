/** AIStore's names of checksum algorithms; `xxhash` and `xxhash2` are both XXH64 with seed 0. */
export type ChecksumType = 'xxhash' | 'xxhash2' | 'md5' | 'crc32c' | 'sha256' | 'sha512'

const types: ReadonlySet<string> = new Set(['xxhash', 'xxhash2', 'md5', 'crc32c', 'sha256', 'sha512'])

/** The checksum type of a header value; `undefined` for `none`, absence and names unknown here. */
export const parseChecksumType = (name: string | undefined): ChecksumType | undefined =>
  name !== undefined && types.has(name) ? (name as ChecksumType) : undefined

/** Type that a 5.0 cluster gives to new buckets. */
export const defaultChecksumType: ChecksumType = 'xxhash2'

/** Request and response headers that carry a checksum. */
export const checksumTypeHeader = 'ais-checksum-type'
/** See {@link checksumTypeHeader}. */
export const checksumValueHeader = 'ais-checksum-value'
