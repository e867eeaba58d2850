import type { UndecodedEntry } from './wire/bucket-list.js'

const bit = {
  status: 31,
  cached: 64,
  inArchive: 128,
  directory: 256,
  isArchive: 512,
  versionChanged: 1024,
  versionRemoved: 2048,
} as const

/** An object as a listing tells it; properties that were not asked for, or are empty, are `''` or 0. */
export class BucketEntry {
  readonly name: string
  readonly #json: UndecodedEntry

  constructor(json: UndecodedEntry) {
    this.#json = json
    this.name = json.name
  }

  /** Size in bytes. */
  get size(): number {
    return Number(this.#json.size ?? 0) || 0
  }

  /** Checksum, without its type. */
  get checksum(): string {
    return this.#json.checksum ?? ''
  }

  /** Time of the last access, as in `23 Nov 26 08:27 UTC`. */
  get atime(): string {
    return this.#json.atime ?? ''
  }

  get version(): string {
    return this.#json.version ?? ''
  }

  /** Target and mountpath. */
  get location(): string {
    return this.#json.location ?? ''
  }

  /** Custom metadata as text, `[key:value …]`; ambiguous, for display only: `head` tells it apart. */
  get customMetadata(): string {
    return this.#json['custom-md'] ?? ''
  }

  get copies(): number {
    return this.#json.copies ?? 0
  }

  /** AIStore's bit set. */
  get flags(): number {
    return this.#json.flags ?? 0
  }

  /** The object is in the cluster. */
  isCached(): boolean {
    return (this.flags & bit.cached) !== 0
  }

  /** The object is where it should be, and not a mere copy. */
  isOk(): boolean {
    return (this.flags & bit.status) === 0
  }

  /** The entry is a directory, of a listing that does not recurse. */
  isDirectory(): boolean {
    return (this.flags & bit.directory) !== 0
  }

  /** The remote object is of another version; where the listing was asked to compare (`ListObjectFlag.DIFF`). */
  isVersionChanged(): boolean {
    return (this.flags & bit.versionChanged) !== 0
  }

  /** The remote object is gone; where the listing was asked to compare (`ListObjectFlag.DIFF`). */
  isVersionRemoved(): boolean {
    return (this.flags & bit.versionRemoved) !== 0
  }

  /** The entry is a member of an archive. */
  isInsideArchive(): boolean {
    return (this.flags & bit.inArchive) !== 0
  }
}

/** One page of a listing. */
export interface BucketList {
  /** Id of the listing; give it back with the token. */
  readonly uuid: string
  /** Where the next page starts; `''` when there is none. Survives the process and the cluster's restart. */
  readonly continuationToken: string
  readonly entries: readonly BucketEntry[]
}
