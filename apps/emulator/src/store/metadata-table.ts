import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { BucketTotals, ListQuery, ObjectKey, ObjectRecord, WalkedObjects } from './store.js'

/** Where an object's content is: in the row, or in a file of this name. */
export type ContentPlace = { readonly inline: Uint8Array } | { readonly file: string }

/** A row: what is known of an object, and where its content is. */
export interface ObjectRow {
  readonly record: ObjectRecord
  readonly place: ContentPlace
}

// TEXT compares by its UTF-8 bytes: the order of AIStore's listings. WITHOUT ROWID keeps rows in that order. Content stands last: a listing
// then does not read through it. Files have an index of their own, so that opening need not look at every row.
const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, checksum_type TEXT NOT NULL,
    checksum_value TEXT NOT NULL, version INTEGER NOT NULL, atime TEXT NOT NULL, custom TEXT NOT NULL,
    chunks TEXT, file TEXT, content BLOB, PRIMARY KEY (bucket, name)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS object_files ON objects (file) WHERE file IS NOT NULL;
  CREATE TABLE IF NOT EXISTS documents (key TEXT PRIMARY KEY, value TEXT NOT NULL);
`

const columns = 'name, size, checksum_type, checksum_value, version, atime, custom, chunks'

type Sql = Record<string, null | number | bigint | string | Uint8Array>

const toRow = (sql: Sql): ObjectRow => ({
  record: {
    name: String(sql['name']),
    sizeBytes: Number(sql['size']),
    checksumType: String(sql['checksum_type']),
    checksumValue: String(sql['checksum_value']),
    version: Number(sql['version']),
    atimeNs: BigInt(String(sql['atime'])),
    custom: sql['custom'] === '{}' ? {} : (JSON.parse(String(sql['custom'])) as Record<string, string>),
    ...(typeof sql['chunks'] === 'string' ? { chunks: JSON.parse(sql['chunks']) as ObjectRecord['chunks'] & {} } : {}),
  },
  place:
    typeof sql['file'] === 'string'
      ? { file: sql['file'] }
      : { inline: (sql['content'] as Uint8Array | null) ?? new Uint8Array(0) },
})

/** A name after all others. */
const pastAll = '\u{10ffff}'

/** The name after all names with a prefix, for a range of the index; `undefined` when the prefix has none. */
const afterPrefix = (prefix: string): string | undefined => (prefix === '' ? undefined : `${prefix}\u{10ffff}`)

/** Metadata of all objects in SQLite; every change is durable when the call returns. */
export class MetadataTable {
  readonly #database: DatabaseSync
  readonly #get: StatementSync
  readonly #put: StatementSync
  readonly #hasFile: StatementSync
  readonly #list: StatementSync
  readonly #listAll: StatementSync
  readonly #walk: StatementSync

  constructor(path: string) {
    this.#database = new DatabaseSync(path)
    this.#database.exec(schema)
    this.#addColumn('chunks')
    this.#get = this.#database.prepare('SELECT * FROM objects WHERE bucket = ? AND name = ?')
    this.#put = this.#database.prepare(
      `INSERT OR REPLACE INTO objects (bucket, ${columns}, content, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#hasFile = this.#database.prepare('SELECT 1 FROM objects WHERE file = ?')
    this.#list = this.#database.prepare(
      `SELECT ${columns} FROM objects WHERE bucket = ? AND name > ? AND name >= ? AND name <= ? ORDER BY name LIMIT ?`,
    )
    this.#listAll = this.#database.prepare(
      `SELECT ${columns} FROM objects WHERE bucket = ? AND name > ? ORDER BY name LIMIT ?`,
    )
    this.#walk = this.#database.prepare(
      `SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes, coalesce(max(name), '') AS last FROM
         (SELECT name, size FROM objects WHERE bucket = ? AND name > ? AND name >= ? AND name <= ? ORDER BY name LIMIT ?)`,
    )
  }

  /** Directories of earlier versions lack it. */
  #addColumn(name: string): void {
    const columns = this.#database.prepare('PRAGMA table_info(objects)').all() as Sql[]
    if (columns.every((column) => column['name'] !== name))
      this.#database.exec(`ALTER TABLE objects ADD COLUMN ${name} TEXT`)
  }

  get({ bucket, name }: ObjectKey): ObjectRow | undefined {
    const sql = this.#get.get(bucket, name) as Sql | undefined
    return sql === undefined ? undefined : toRow(sql)
  }

  put(bucket: string, { record, place }: ObjectRow): void {
    this.#put.run(
      bucket,
      record.name,
      record.sizeBytes,
      record.checksumType,
      record.checksumValue,
      record.version,
      String(record.atimeNs),
      JSON.stringify(record.custom),
      record.chunks === undefined ? null : JSON.stringify(record.chunks),
      'inline' in place ? place.inline : null,
      'file' in place ? place.file : null,
    )
  }

  remove({ bucket, name }: ObjectKey): void {
    this.#database.prepare('DELETE FROM objects WHERE bucket = ? AND name = ?').run(bucket, name)
  }

  rename(from: ObjectKey, to: ObjectKey): void {
    this.#database
      .prepare('UPDATE OR REPLACE objects SET bucket = ?, name = ? WHERE bucket = ? AND name = ?')
      .run(to.bucket, to.name, from.bucket, from.name)
  }

  list({ bucket, prefix, after, limit }: ListQuery): readonly ObjectRecord[] {
    const end = afterPrefix(prefix)
    const rows =
      end === undefined ? this.#listAll.all(bucket, after, limit) : this.#list.all(bucket, after, prefix, end, limit)
    return (rows as Sql[]).map((sql) => toRow(sql).record)
  }

  walk({ bucket, prefix, after, limit }: ListQuery): WalkedObjects {
    const sql = this.#walk.get(bucket, after, prefix, afterPrefix(prefix) ?? pastAll, limit) as Sql
    return { count: Number(sql['n']), bytes: Number(sql['bytes']), last: String(sql['last']) }
  }

  totals(bucket: string, prefix: string): BucketTotals {
    const sql = this.#database
      .prepare(
        'SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes, coalesce(min(size), 0) AS low, coalesce(max(size), 0) AS high FROM objects WHERE bucket = ? AND name >= ? AND name <= ?',
      )
      .get(bucket, prefix, afterPrefix(prefix) ?? pastAll) as Sql
    return {
      count: Number(sql['n']),
      bytes: Number(sql['bytes']),
      minBytes: Number(sql['low']),
      maxBytes: Number(sql['high']),
    }
  }

  /** Tells whether a row names the file. */
  hasFile(file: string): boolean {
    return this.#hasFile.get(file) !== undefined
  }

  /** Names of the files that hold content of a bucket. */
  files(bucket: string): readonly string[] {
    const rows = this.#database.prepare('SELECT file FROM objects WHERE file IS NOT NULL AND bucket = ?').all(bucket)
    return (rows as Sql[]).map(({ file }) => String(file))
  }

  /** Makes several changes durable at once, or none of them. */
  atomically(change: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      change()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  removeBucket(bucket: string): void {
    this.#database.prepare('DELETE FROM objects WHERE bucket = ?').run(bucket)
  }

  renameBucket(from: string, to: string): void {
    this.#database.prepare('UPDATE OR REPLACE objects SET bucket = ? WHERE bucket = ?').run(to, from)
  }

  readDocument(key: string): unknown {
    const sql = this.#database.prepare('SELECT value FROM documents WHERE key = ?').get(key) as Sql | undefined
    return sql === undefined ? undefined : JSON.parse(String(sql['value']))
  }

  writeDocument(key: string, value: unknown): void {
    this.#database.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?)').run(key, JSON.stringify(value))
  }

  close(): void {
    this.#database.close()
  }
}
