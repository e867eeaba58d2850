import { ListObjectFlag, type Bucket } from '@ais/client'
import fc from 'fast-check'
import { plainName, prefix } from '../names.ts'
import { described } from '../outcome.ts'
import { stepKind } from '../step.ts'

const props = fc.constantFrom(
  '',
  'name',
  'name,size',
  'name,size,version',
  'name,size,checksum',
  'name,size,custom,copies',
  'name,cached,status',
)
const startAfter = fc.constantFrom('', 'b', 'dir/', 'dir/a', 'dir/deep/c', 'zz')
const flags = fc.constantFrom(
  [],
  [],
  [ListObjectFlag.CACHED],
  [ListObjectFlag.NAME_ONLY],
  [ListObjectFlag.NAME_SIZE],
  [ListObjectFlag.MISSING],
  [ListObjectFlag.NO_DIRS],
  [ListObjectFlag.ARCH_DIR],
)

/** A real server lists a directory of its disks, also when nothing is left in it. */
const hasObjects = async (bucket: Bucket, prefix: string): Promise<boolean> =>
  (await bucket.listObjects({ prefix, pageSize: 1 })).entries.length > 0

/** All pages. */
export const list = stepKind(
  'list',
  30,
  fc
    .record({ prefix, props, pageSize: fc.constantFrom(0, 1, 2, 5), startAfter, nonRecursive: fc.boolean(), flags })
    // A real listing remembers `start_after` by its id for later pages; this emulator's pages of directories do not yet.
    .map((list) => (list.nonRecursive && list.startAfter !== '' ? { ...list, pageSize: 0 } : list)),
  async ({ bucket }, options) => {
    const entries = []
    for await (const entry of bucket.listObjectsIter(options))
      if (!entry.isDirectory() || (await hasObjects(bucket, entry.name))) entries.push(described(entry))
    return entries
  },
)

/** One page, from any token. */
export const page = stepKind(
  'page',
  10,
  fc.record({ prefix, props, pageSize: fc.constantFrom(1, 2, 3), continuationToken: plainName }),
  async ({ bucket }, options) => {
    const { entries, continuationToken } = await bucket.listObjects(options)
    return { entries: entries.map(described), continuationToken }
  },
)
