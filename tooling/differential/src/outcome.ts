import type { Bucket, Client, BucketEntry } from '@ais/client'

/** Content as a text that tells one from another. */
export const digest = (bytes: Uint8Array): string =>
  bytes.length <= 100
    ? Buffer.from(bytes).toString('latin1')
    : `${bytes.length} bytes, ${Buffer.from(bytes.subarray(0, 20)).toString('latin1')} …`

/** How small an archive gets is its compressor's affair. */
export const isCompressed = (name: string): boolean => /[.](tgz|zip)$/.test(name)

/** In archives are the times at which they were written. */
export const isArchive = (name: string): boolean => name.endsWith('.tar') || isCompressed(name)

/** What `head` tells of an object. */
export const attributes = async (bucket: Bucket, name: string): Promise<unknown> => {
  const props = await bucket.object(name).head()
  const { size, objVersion, checksumType, checksumValue, customMetadata, mirrorCopies, present } = props
  const told = { objVersion, checksumType, custom: { ...customMetadata }, mirrorCopies, present }
  if (isCompressed(name)) return told
  return isArchive(name) ? { ...told, size } : { ...told, size, checksumValue }
}

/** A copy is chunked as its original when it came to lie on the same target, else it is whole. */
const chunkedFlag = 8192

/** What a listing tells of an object. */
export const described = (entry: BucketEntry): unknown => {
  const { name, size, version, customMetadata, copies, checksum } = entry
  const flags = entry.flags & ~chunkedFlag
  // Maps have no order: keys of custom metadata come as they please.
  const custom = customMetadata
    .replace(/^\w*\[|\]$/g, '')
    .split(' ')
    .toSorted()
  const told = { name, size: isCompressed(name) ? 'any' : size, version, custom, copies, flags }
  return isArchive(name) ? told : { ...told, checksum }
}

/** Names and sizes of the other bucket: version and checksum of what was copied to it depend on the targets that it lies on. */
export const contents = async (bucket: Bucket): Promise<unknown> => {
  const entries = []
  for await (const { name, size } of bucket.listObjectsIter({ props: 'name,size' }))
    entries.push([name, isCompressed(name) ? 'any' : size])
  return entries
}

/** What became of jobs. */
export const finish = async (client: Client, ...jobIds: readonly string[]): Promise<unknown> => {
  const results = []
  for (const jobId of jobIds) {
    const { success } = await client.job({ jobId }).wait({ timeoutMs: 60_000 })
    results.push({ success })
  }
  return results
}
