import { checkObjectName, type BucketRef, type CallOptions, type Connection } from '@ais/core'
import type { BucketEntry } from '../bucket-entry.js'
import type { ListObjectsOptions } from '../operations/list-objects-page.js'
import { ListObjectFlag } from '../wire/list-flags.js'
import { listAllObjects } from './list-all-objects.js'

/** Options of {@link listArchive}. */
export interface ListArchiveOptions extends Pick<ListObjectsOptions, 'props' | 'pageSize'> {
  /** Yield the archive itself, too. @defaultValue false */
  readonly includeArchiveObj?: boolean
}

/**
 * Yields the members of an archive, each named `archive/member`; nothing for an object that is no archive, or is not there.
 * @throws InvalidInputError, ApiError BucketNotFound
 */
export const listArchive = async function* (
  connection: Connection,
  bucket: BucketRef,
  archiveObjName: string,
  options: ListArchiveOptions & CallOptions = {},
): AsyncGenerator<BucketEntry> {
  const problem = checkObjectName('buckets.listArchive', archiveObjName, 'archiveObjName')
  if (problem !== undefined) throw problem
  const { includeArchiveObj = false, ...listing } = options
  const flags = [ListObjectFlag.ARCH_DIR]
  for await (const entry of listAllObjects(connection, bucket, { ...listing, prefix: archiveObjName, flags })) {
    if (entry.name === archiveObjName ? includeArchiveObj : entry.name.startsWith(`${archiveObjName}/`)) yield entry
  }
}
