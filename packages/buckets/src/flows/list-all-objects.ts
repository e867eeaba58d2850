import { DecodeError, type BucketRef, type CallOptions, type Connection } from '@ais/core'
import type { BucketEntry } from '../bucket-entry.js'
import { listObjectsPage, type ListObjectsOptions } from '../operations/list-objects-page.js'

/** Where a listing is to go on; both from a page of it. */
export interface ListingPosition {
  readonly uuid?: string
  readonly continuationToken?: string
}

/**
 * Lists all objects of a bucket lazily, a page at a time; the next page is asked for when the one before is used up.
 * @throws DecodeError when the server gives the same token twice: the listing would never end
 */
export const listAllObjects = async function* (
  connection: Connection,
  bucket: BucketRef,
  options: ListObjectsOptions & ListingPosition & CallOptions = {},
): AsyncGenerator<BucketEntry> {
  const { startAfter, uuid = '', continuationToken = '', ...rest } = options
  let position = { uuid, continuationToken }
  for (;;) {
    const isFirst = position.continuationToken === ''
    const page = await connection.send(
      listObjectsPage(bucket, { ...rest, ...position, ...(isFirst && startAfter !== undefined ? { startAfter } : {}) }),
      options,
    )
    yield* page.entries
    if (page.continuationToken === '') return
    if (page.continuationToken === position.continuationToken)
      throw new DecodeError('continuation_token', 'repeats itself: the listing would never end', {
        operation: 'buckets.listObjects',
      })
    position = { uuid: page.uuid, continuationToken: page.continuationToken }
  }
}
