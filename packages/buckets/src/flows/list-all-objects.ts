import { DecodeError, type BucketRef, type CallOptions, type Connection } from '@ais/core'
import type { BucketEntry } from '../bucket-entry.js'
import { listObjectsPage, type ListObjectsOptions } from '../operations/list-objects-page.js'

/** Where a listing is to go on; both from a page of it. */
export interface ListingPosition {
  readonly uuid?: string
  readonly continuationToken?: string
}

/**
 * Finds out when texts come in circles, however long, and keeps one of them: the one that every next is compared with is replaced
 * after 1, 2, 4, 8, … others (Brent's way).
 */
const circleFinder = (first: string): ((next: string) => boolean) => {
  let kept = first
  let age = 0
  let limit = 1
  return (next) => {
    if (next === kept) return true
    age += 1
    if (age === limit) {
      kept = next
      age = 0
      limit *= 2
    }
    return false
  }
}

/** Most pages without an entry in a row; a server that filters what it lists may give some. */
const maxEmptyPages = 10_000

/**
 * Lists all objects of a bucket lazily, a page at a time; the next page is asked for when the one before is used up.
 * @throws DecodeError when the server goes round in circles, giving tokens again that it gave before: the listing would never end; and for
 * more than 10,000 pages without an entry in a row. A server that always has new entries is bounded by whoever iterates
 */
export const listAllObjects = async function* (
  connection: Connection,
  bucket: BucketRef,
  options: ListObjectsOptions & ListingPosition & CallOptions = {},
): AsyncGenerator<BucketEntry> {
  const { startAfter, uuid = '', continuationToken = '', ...rest } = options
  let position = { uuid, continuationToken }
  const isSeenAgain = circleFinder(continuationToken)
  const refuse = (why: string): DecodeError =>
    new DecodeError('continuation_token', `${why}: the listing would never end`, { operation: 'buckets.listObjects' })
  let emptyPages = 0
  for (;;) {
    const isFirst = position.continuationToken === ''
    const page = await connection.send(
      listObjectsPage(bucket, { ...rest, ...position, ...(isFirst && startAfter !== undefined ? { startAfter } : {}) }),
      options,
    )
    yield* page.entries
    if (page.continuationToken === '') return
    if (isSeenAgain(page.continuationToken)) throw refuse('repeats itself')
    emptyPages = page.entries.length === 0 ? emptyPages + 1 : 0
    if (emptyPages > maxEmptyPages) throw refuse(`goes on after ${maxEmptyPages} pages without an entry`)
    position = { uuid: page.uuid, continuationToken: page.continuationToken }
  }
}
