import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Name of the n-th object of a generated bucket. */
export const generatedName = (index: number): string => `o${String(index).padStart(8, '0')}`

/**
 * Puts rows of objects into the emulator's directory store, which must not be open: a bucket of millions without as many calls. The
 * objects are of one byte, and can be read.
 */
export const fillDirectory = (folder: string, bucket: string, count: number): void => {
  const database = new DatabaseSync(join(folder, 'metadata.sqlite'))
  try {
    database.exec('PRAGMA synchronous = OFF')
    database
      .prepare(
        `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
         INSERT OR REPLACE INTO objects (bucket, name, size, checksum_type, checksum_value, version, atime, custom, content)
         SELECT ?, 'o' || substr('00000000' || n, -8), 1, 'none', '', 1, '1790000000000000000', '{}', x'78' FROM numbers`,
      )
      .run(count - 1, `ais/@#/${bucket}/`)
  } finally {
    database.close()
  }
}
