import type { ObjectRecord } from '../store/store.js'

/** A bucket as its backend knows it: without this cluster's name of the backend. */
export interface BackendBucket {
  readonly name: string
  /** Namespace within a remote AIS cluster; `''` for clouds. */
  readonly namespace: string
}

/** What a backend knows of an object; the access time is this cluster's own. */
export type BackendObject = Omit<ObjectRecord, 'atimeNs'>

/** An entry of a backend's listing; absent fields are left out of the answer. */
export interface BackendEntry {
  readonly name: string
  readonly checksum?: string
  readonly atime?: string
  readonly version?: string
  readonly location?: string
  readonly custom?: string
  readonly size?: number
  readonly copies?: number
  readonly flags: number
}

/** A page of a backend's listing that is asked for. */
export interface BackendListQuery {
  readonly prefix: string
  readonly pageSize: number
  readonly token: string
  readonly startAfter: string
  /** Comma-separated. */
  readonly props: string
  readonly flags: bigint
  readonly timeFormat: string
}

export interface BackendPage {
  readonly entries: readonly BackendEntry[]
  /** `''` at the end. */
  readonly token: string
}

/**
 * Where the buckets of another cluster or of a cloud really are. What it does not have it refuses with an ApiFailure as AIStore words it.
 */
export interface Backend {
  /** What custom metadata says that objects came from: `ais`, `aws`, … */
  readonly source: string
  /** Whether buckets can be created and destroyed there through AIStore. */
  readonly ownsBuckets: boolean
  listBuckets(namespace: string): Promise<readonly BackendBucket[]>
  /** Gives the properties in which a new bucket of this cluster differs from the defaults. */
  headBucket(bucket: BackendBucket): Promise<Readonly<Record<string, unknown>>>
  createBucket(bucket: BackendBucket, props: unknown): Promise<void>
  destroyBucket(bucket: BackendBucket): Promise<void>
  list(bucket: BackendBucket, query: BackendListQuery): Promise<BackendPage>
  head(bucket: BackendBucket, name: string): Promise<BackendObject>
  read(
    bucket: BackendBucket,
    name: string,
  ): Promise<{ readonly object: BackendObject; readonly body: AsyncIterable<Uint8Array> }>
  /** Stores content, and gives what the backend made of it. */
  write(
    bucket: BackendBucket,
    object: Pick<BackendObject, 'name' | 'sizeBytes' | 'checksumType' | 'checksumValue'>,
    content: AsyncIterable<Uint8Array>,
  ): Promise<BackendObject>
  remove(bucket: BackendBucket, name: string): Promise<void>
  /** Gives back what it holds open. */
  close(): Promise<void>
}
