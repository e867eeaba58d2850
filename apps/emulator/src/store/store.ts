/** Addresses content: the bucket's uname with its trailing slash (`ais/@#/b/`), and the object's name. */
export interface ObjectKey {
  readonly bucket: string
  readonly name: string
}

/** What is known of a stored object. */
export interface ObjectRecord {
  readonly name: string
  readonly sizeBytes: number
  /** AIStore's name of the algorithm; `none` when the bucket keeps no checksums. */
  readonly checksumType: string
  /** `''` for type `none`. */
  readonly checksumValue: string
  /** Counts up from 1 with every overwrite. */
  readonly version: number
  /** Unix nanoseconds. */
  readonly atimeNs: bigint
  readonly custom: Readonly<Record<string, string>>
  /** How it is cut, when it was uploaded in parts. */
  readonly chunks?: { readonly count: number; readonly maxBytes: number }
}

/** How content is begun. */
export interface BeginOptions {
  /** Whether the version counts up with this content. @defaultValue true */
  readonly countsVersions?: boolean
}

/** Content being written; nothing of it is visible before `commit`. */
export interface PendingContent {
  /**
   * Appends, at once where there is nothing to wait for.
   * @param isGiven the giver will not use the bytes again, so that they need not be copied
   */
  write(bytes: Uint8Array, isGiven?: boolean): Promise<void> | void
  readonly sizeBytes: number
  /**
   * Makes it the object's content, atomically and durably; the version counts up unless it was begun otherwise, and custom metadata is kept.
   * @throws BucketGone when the bucket was removed or renamed since it was begun
   */
  commit(
    key: ObjectKey,
    attributes: Pick<ObjectRecord, 'checksumType' | 'checksumValue' | 'atimeNs'> & {
      /** Replaces the metadata kept from before. */
      readonly custom?: Readonly<Record<string, string>>
      /** Keeps a version, as copies do, instead of counting up. */
      readonly version?: number
      readonly chunks?: NonNullable<ObjectRecord['chunks']>
    },
  ): Promise<ObjectRecord>
  /** Throws it away. */
  abandon(): Promise<void>
}

/** Content as it was when it was opened, to be read once. */
export interface OpenedContent extends AsyncIterable<Uint8Array> {
  /** All of it, where it is in memory in one piece. */
  readonly bytes?: Uint8Array
}

/** A page of a listing in UTF-8 byte order. */
export interface ListQuery {
  readonly bucket: string
  readonly prefix: string
  /** Only names greater than this; `''` from the start. */
  readonly after: string
  readonly limit: number
}

/** Totals of a bucket or of a prefix in it. */
export interface BucketTotals {
  readonly count: number
  readonly bytes: number
  readonly minBytes: number
  readonly maxBytes: number
}

/** What is passed by walking over a page without looking at its objects. */
export interface WalkedObjects {
  readonly count: number
  readonly bytes: number
  /** Name of the last; `''` for none. */
  readonly last: string
}

/** A small JSON document of the emulator itself. */
export interface StoredDocument {
  readonly key: string
  readonly value: unknown
}

/**
 * Where the emulator keeps objects and its own documents. A promise that resolved has been made durable, as far as the
 * implementation is durable at all.
 */
export interface Store {
  /** Starts writing content. */
  begin(options?: BeginOptions): PendingContent
  head(key: ObjectKey): ObjectRecord | undefined
  /** Opens content as it is now; a later overwrite does not change what this reads. `end` is exclusive. */
  read(
    key: ObjectKey,
    range?: { readonly start: number; readonly end: number },
  ): Promise<{ readonly record: ObjectRecord; readonly body: OpenedContent } | undefined>
  touch(key: ObjectKey, atimeNs: bigint): void
  setCustom(key: ObjectKey, custom: Readonly<Record<string, string>>): Promise<ObjectRecord | undefined>
  /** Tells how an object is cut from now on; `undefined` for not at all. */
  setChunks(key: ObjectKey, chunks: ObjectRecord['chunks']): Promise<void>
  /** `false` when there was none. */
  remove(key: ObjectKey): Promise<boolean>
  /** Renames within a bucket. */
  rename(from: ObjectKey, to: ObjectKey): Promise<boolean>
  list(query: ListQuery): readonly ObjectRecord[]
  /** Sums up a page of a listing. */
  walk(query: ListQuery): WalkedObjects
  totals(bucket: string, prefix: string): BucketTotals
  /** Removes all of a bucket's objects; the document is written with it, both or neither. */
  removeBucket(bucket: string, document?: StoredDocument): Promise<void>
  /** Moves all of a bucket's objects under another uname; the document is written with it, both or neither. */
  renameBucket(from: string, to: string, document?: StoredDocument): Promise<void>
  /** Small JSON documents of the emulator itself: bucket registry, cluster identity. */
  readDocument(key: string): unknown
  writeDocument(key: string, value: unknown): Promise<void>
  close(): Promise<void>
}

/** The same record, cut another way. */
export const withChunks = (
  { chunks: _before, ...record }: ObjectRecord,
  chunks: ObjectRecord['chunks'],
): ObjectRecord => ({
  ...record,
  ...(chunks === undefined ? {} : { chunks }),
})
