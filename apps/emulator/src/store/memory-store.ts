import { BytesInMemory } from './bytes-in-memory.js'
import { NameIndex } from './name-index.js'
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
import { totalsOf } from './totals.js'

interface Entry {
  record: ObjectRecord
  readonly pieces: readonly Uint8Array[]
}

interface BucketContent {
  readonly entries: Map<string, Entry>
  readonly names: NameIndex
}

const partOf = (piece: Uint8Array, start: number, end: number): Uint8Array =>
  start === 0 && end === piece.length ? piece : piece.subarray(start, end)

/** The bytes of a range out of pieces, without copying them. */
const slices = function* (pieces: readonly Uint8Array[], start: number, end: number): Generator<Uint8Array> {
  let position = 0
  for (const piece of pieces) {
    const [from, to] = [Math.max(start - position, 0), Math.min(end - position, piece.length)]
    if (from < to) yield partOf(piece, from, to)
    position += piece.length
    if (position >= end) return
  }
}

const inPieces = async function* (pieces: readonly Uint8Array[], start: number, end: number) {
  yield* slices(pieces, start, end)
}

type Commit = Parameters<PendingContent['commit']>

type StorePieces = (
  key: ObjectKey,
  pieces: readonly Uint8Array[],
  sizeBytes: number,
  attributes: Commit[1],
) => ObjectRecord

/** Pieces of content that are to become an object. */
class PendingPieces implements PendingContent {
  sizeBytes = 0
  readonly #pieces: Uint8Array[] = []
  readonly #store: StorePieces

  constructor(store: StorePieces) {
    this.#store = store
  }

  write(bytes: Uint8Array, isGiven = false): void {
    // A giver may use its buffer again, a Buffer's own slice would share it, and a piece of a larger buffer would keep that.
    this.#pieces.push(isGiven && bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes))
    this.sizeBytes += bytes.length
  }

  async commit(...[key, attributes]: Commit): Promise<ObjectRecord> {
    // Copied to its length: an array that grows has room for more.
    return this.#store(key, this.#pieces.slice(), this.sizeBytes, attributes)
  }

  async abandon(): Promise<void> {
    this.#pieces.length = 0
  }
}

const noCustom = {}

/** Keeps everything in memory; gone when the process ends. */
export class MemoryStore implements Store {
  readonly #removals = new Removals()
  readonly #buckets = new Map<string, BucketContent>()
  readonly #documents = new Map<string, string>()

  #bucket(uname: string): BucketContent {
    const known = this.#buckets.get(uname)
    if (known !== undefined) return known
    const made = { entries: new Map<string, Entry>(), names: new NameIndex() }
    this.#buckets.set(uname, made)
    return made
  }

  #entry({ bucket, name }: ObjectKey): Entry | undefined {
    return this.#buckets.get(bucket)?.entries.get(name)
  }

  #set(key: ObjectKey, entry: Entry): void {
    const bucket = this.#bucket(key.bucket)
    if (!bucket.entries.has(key.name)) bucket.names.add(key.name)
    bucket.entries.set(key.name, entry)
  }

  begin({ countsVersions = true }: BeginOptions = {}): PendingContent {
    const begun = this.#removals.now()
    return new PendingPieces((key, pieces, sizeBytes, attributes) => {
      this.#removals.check(key, begun)
      const before = this.#entry(key)?.record
      const { checksumType, checksumValue, atimeNs, custom, version, chunks } = attributes
      const record: ObjectRecord = {
        name: key.name,
        sizeBytes,
        checksumType,
        checksumValue,
        version: version ?? (before?.version ?? 0) + (countsVersions ? 1 : 0),
        atimeNs,
        custom: custom ?? before?.custom ?? noCustom,
      }
      const made = chunks === undefined ? record : { ...record, chunks }
      this.#set(key, { record: made, pieces })
      return made
    })
  }

  head(key: ObjectKey): ObjectRecord | undefined {
    return this.#entry(key)?.record
  }

  read(key: ObjectKey, range?: { readonly start: number; readonly end: number }): ReturnType<Store['read']> {
    const entry = this.#entry(key)
    if (entry === undefined) return Promise.resolve(undefined)
    const { start, end } = range ?? { start: 0, end: entry.record.sizeBytes }
    const { pieces } = entry
    const body =
      pieces.length > 1
        ? inPieces(pieces, start, end)
        : new BytesInMemory(partOf(pieces[0] ?? new Uint8Array(0), start, end))
    return Promise.resolve({ record: entry.record, body })
  }

  touch(key: ObjectKey, atimeNs: bigint): void {
    const entry = this.#entry(key)
    if (entry !== undefined) entry.record = { ...entry.record, atimeNs }
  }

  setCustom(key: ObjectKey, custom: Readonly<Record<string, string>>): Promise<ObjectRecord | undefined> {
    const entry = this.#entry(key)
    if (entry === undefined) return Promise.resolve(undefined)
    entry.record = { ...entry.record, custom }
    return Promise.resolve(entry.record)
  }

  setChunks(key: ObjectKey, chunks: ObjectRecord['chunks']): Promise<void> {
    const entry = this.#entry(key)
    if (entry !== undefined) entry.record = withChunks(entry.record, chunks)
    return Promise.resolve()
  }

  remove({ bucket, name }: ObjectKey): Promise<boolean> {
    const content = this.#buckets.get(bucket)
    content?.names.remove(name)
    return Promise.resolve(content?.entries.delete(name) ?? false)
  }

  async rename(from: ObjectKey, to: ObjectKey): Promise<boolean> {
    const entry = this.#entry(from)
    if (entry === undefined) return false
    await this.remove(from)
    this.#set(to, { ...entry, record: { ...entry.record, name: to.name } })
    return true
  }

  list({ bucket, prefix, after, limit }: ListQuery): readonly ObjectRecord[] {
    const content = this.#buckets.get(bucket)
    if (content === undefined) return []
    return [...content.names.page(prefix, after, limit)].flatMap((name) => content.entries.get(name)?.record ?? [])
  }

  walk(query: ListQuery): WalkedObjects {
    const records = this.list(query)
    const bytes = records.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    return { count: records.length, bytes, last: records.at(-1)?.name ?? '' }
  }

  totals(bucket: string, prefix: string): BucketTotals {
    const sizes = [...(this.#buckets.get(bucket)?.entries.values() ?? [])].flatMap(({ record }) =>
      record.name.startsWith(prefix) ? record.sizeBytes : [],
    )
    return totalsOf(sizes)
  }

  async removeBucket(bucket: string, document?: StoredDocument): Promise<void> {
    this.#keep(document)
    this.#removals.note(bucket)
    this.#buckets.delete(bucket)
  }

  async renameBucket(from: string, to: string, document?: StoredDocument): Promise<void> {
    this.#keep(document)
    this.#removals.note(from)
    const content = this.#buckets.get(from)
    this.#buckets.delete(from)
    if (content !== undefined) this.#buckets.set(to, content)
  }

  readDocument(key: string): unknown {
    const text = this.#documents.get(key)
    return text === undefined ? undefined : JSON.parse(text)
  }

  /** What cannot be written changes nothing; nothing comes between it and the change that it belongs to. */
  #keep(document: StoredDocument | undefined): void {
    if (document !== undefined) this.#documents.set(document.key, JSON.stringify(document.value))
  }

  async writeDocument(key: string, value: unknown): Promise<void> {
    this.#keep({ key, value })
  }

  close(): Promise<void> {
    this.#buckets.clear()
    return Promise.resolve()
  }
}
