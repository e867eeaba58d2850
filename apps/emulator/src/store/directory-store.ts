import { mkdir } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { BytesInMemory } from './bytes-in-memory.js'
import { ContentFiles } from './content-files.js'
import { GroupCommit } from './group-commit.js'
import { MetadataTable, type ContentPlace } from './metadata-table.js'
import { Removals } from './removals.js'
import {
  type BeginOptions,
  withChunks,
  type BucketTotals,
  type ListQuery,
  type ObjectKey,
  type ObjectRecord,
  type PendingContent,
  type Store,
  type StoredDocument,
  type WalkedObjects,
} from './store.js'

/** Content up to this size lives in its row: one sync per write instead of three. */
const inlineBytes = 64 * 1024

type Attributes = Parameters<PendingContent['commit']>[1]
type StoreContent = (
  key: ObjectKey,
  place: ContentPlace,
  content: { readonly sizeBytes: number },
  attributes: Attributes,
) => Promise<ObjectRecord>

class PendingFile implements PendingContent {
  sizeBytes = 0
  readonly #small: Uint8Array[] = []
  readonly #files: ContentFiles
  readonly #store: StoreContent
  #spilled: { readonly name: string; readonly file: FileHandle } | undefined

  constructor(files: ContentFiles, store: StoreContent) {
    this.#files = files
    this.#store = store
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.sizeBytes += bytes.length
    if (this.#spilled === undefined && this.sizeBytes <= inlineBytes) {
      // The giver may use its buffer again; a Buffer's own slice would share it.
      this.#small.push(new Uint8Array(bytes))
      return
    }
    if (this.#spilled === undefined) {
      this.#spilled = await this.#files.create()
      await this.#spilled.file.writeFile(Buffer.concat(this.#small))
      this.#small.length = 0
    }
    await this.#spilled.file.writeFile(bytes)
  }

  async commit(key: ObjectKey, attributes: Attributes): Promise<ObjectRecord> {
    if (this.#spilled === undefined) return this.#store(key, { inline: Buffer.concat(this.#small) }, this, attributes)
    await this.#files.settle(this.#spilled.file)
    return this.#store(key, { file: this.#spilled.name }, this, attributes)
  }

  async abandon(): Promise<void> {
    if (this.#spilled === undefined) return
    await this.#spilled.file.close()
    await this.#files.remove(this.#spilled.name)
  }
}

/**
 * Keeps objects in a directory so that every acknowledged write survives `kill -9`: content is written and synced first, then the row
 * that names it; what no row names does not exist.
 */
class DirectoryStore implements Store {
  readonly #table: MetadataTable
  readonly #files: ContentFiles
  readonly #group: GroupCommit
  readonly #removals = new Removals()
  /** Access times since the start; a read must not cost a synced write, so they are stored on close. */
  readonly #touched = new Map<string, { readonly key: ObjectKey; readonly atimeNs: bigint }>()

  constructor(table: MetadataTable, files: ContentFiles) {
    this.#table = table
    this.#files = files
    this.#group = new GroupCommit((change) => table.atomically(change))
  }

  begin({ countsVersions = true }: BeginOptions = {}): PendingContent {
    const begun = this.#removals.now()
    return new PendingFile(this.#files, async (key, place, { sizeBytes }, { custom, version, ...attributes }) => {
      const { record, before } = await this.#group.add(() => {
        this.#removals.check(key, begun)
        const row = this.#table.get(key)
        const made: ObjectRecord = {
          ...attributes,
          name: key.name,
          sizeBytes,
          version: version ?? (row?.record.version ?? 0) + (countsVersions ? 1 : 0),
          custom: custom ?? row?.record.custom ?? {},
        }
        this.#table.put(key.bucket, { record: made, place })
        this.#touched.delete(key.bucket + key.name)
        return { record: made, before: row?.place }
      })
      await this.#discard(before)
      return record
    })
  }

  async #discard(place: ContentPlace | undefined): Promise<void> {
    if (place !== undefined && 'file' in place) await this.#files.remove(place.file)
  }

  #withAtime(bucket: string, record: ObjectRecord): ObjectRecord {
    const touched = this.#touched.get(bucket + record.name)
    return touched === undefined ? record : { ...record, atimeNs: touched.atimeNs }
  }

  head(key: ObjectKey): ObjectRecord | undefined {
    const row = this.#table.get(key)
    return row === undefined ? undefined : this.#withAtime(key.bucket, row.record)
  }

  async read(key: ObjectKey, range?: { readonly start: number; readonly end: number }): ReturnType<Store['read']> {
    // A file that is gone was overwritten between row and open: the row is read again.
    for (;;) {
      const row = this.#table.get(key)
      if (row === undefined) return undefined
      const record = this.#withAtime(key.bucket, row.record)
      const { start, end } = range ?? { start: 0, end: record.sizeBytes }
      const { place } = row
      if ('inline' in place) {
        return { record, body: new BytesInMemory(place.inline.subarray(start, end)) }
      }
      try {
        return { record, body: await this.#files.read(place.file, start, end) }
      } catch (error) {
        const now = this.#table.get(key)?.place
        if (now !== undefined && 'file' in now && now.file === place.file) throw error
      }
    }
  }

  touch(key: ObjectKey, atimeNs: bigint): void {
    this.#touched.set(key.bucket + key.name, { key, atimeNs })
  }

  async setCustom(key: ObjectKey, custom: Readonly<Record<string, string>>): Promise<ObjectRecord | undefined> {
    const row = this.#table.get(key)
    if (row === undefined) return undefined
    const record = { ...this.#withAtime(key.bucket, row.record), custom }
    this.#table.put(key.bucket, { ...row, record })
    return record
  }

  async setChunks(key: ObjectKey, chunks: ObjectRecord['chunks']): Promise<void> {
    const row = this.#table.get(key)
    if (row === undefined) return
    this.#table.put(key.bucket, { ...row, record: withChunks(this.#withAtime(key.bucket, row.record), chunks) })
  }

  async remove(key: ObjectKey): Promise<boolean> {
    const row = this.#table.get(key)
    if (row === undefined) return false
    this.#table.remove(key)
    this.#touched.delete(key.bucket + key.name)
    await this.#discard(row.place)
    return true
  }

  async rename(from: ObjectKey, to: ObjectKey): Promise<boolean> {
    if (this.#table.get(from) === undefined) return false
    if (from.bucket === to.bucket && from.name === to.name) return true
    const replaced = this.#table.get(to)
    this.#table.rename(from, to)
    const touched = this.#touched.get(from.bucket + from.name)
    this.#touched.delete(from.bucket + from.name)
    this.#touched.delete(to.bucket + to.name)
    if (touched !== undefined) this.touch(to, touched.atimeNs)
    await this.#discard(replaced?.place)
    return true
  }

  list(query: ListQuery): readonly ObjectRecord[] {
    return this.#table.list(query).map((record) => this.#withAtime(query.bucket, record))
  }

  walk(query: ListQuery): WalkedObjects {
    return this.#table.walk(query)
  }

  totals(bucket: string, prefix: string): BucketTotals {
    return this.#table.totals(bucket, prefix)
  }

  #writeWith(document: StoredDocument | undefined, change: () => void): void {
    this.#table.atomically(() => {
      change()
      if (document !== undefined) this.#table.writeDocument(document.key, document.value)
    })
  }

  async removeBucket(bucket: string, document?: StoredDocument): Promise<void> {
    const files = this.#table.files(bucket)
    this.#writeWith(document, () => this.#table.removeBucket(bucket))
    this.#removals.note(bucket)
    await Promise.all(files.map((file) => this.#files.remove(file)))
  }

  async renameBucket(from: string, to: string, document?: StoredDocument): Promise<void> {
    this.#writeWith(document, () => this.#table.renameBucket(from, to))
    this.#removals.note(from)
  }

  readDocument(key: string): unknown {
    return this.#table.readDocument(key)
  }

  async writeDocument(key: string, value: unknown): Promise<void> {
    this.#table.writeDocument(key, value)
  }

  async close(): Promise<void> {
    this.#group.flush()
    for (const { key, atimeNs } of this.#touched.values()) {
      const row = this.#table.get(key)
      if (row !== undefined) this.#table.put(key.bucket, { ...row, record: { ...row.record, atimeNs } })
    }
    this.#table.close()
  }
}

/** Opens the store in a directory, which is made if there is none. */
export const openDirectoryStore = async (directory: string): Promise<Store> => {
  await mkdir(directory, { recursive: true })
  const table = new MetadataTable(join(directory, 'metadata.sqlite'))
  const files = await ContentFiles.open(join(directory, 'content'), (file) => table.hasFile(file))
  return new DirectoryStore(table, files)
}
