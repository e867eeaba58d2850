import { ObjectAttributes } from './object-attributes.js'

/** Properties of an object as a HEAD tells them: its attributes, and where it is. */
export class ObjectProps extends ObjectAttributes {
  /** Name of the bucket. */
  get bucketName(): string {
    return this.headers.get('ais-bucket-name') ?? ''
  }

  /** Provider of the bucket, as in `ais`. */
  get bucketProvider(): string {
    return this.headers.get('ais-bucket-provider') ?? ''
  }

  /** Name of the object. */
  get name(): string {
    return this.headers.get('ais-name') ?? ''
  }

  /** Target and mountpath, as in `t[XdSt57082]:mp[/data/mp2, vda]`. */
  get location(): string {
    return this.headers.get('ais-location') ?? ''
  }

  /** Mountpaths that hold a copy. */
  get mirrorPaths(): readonly string[] {
    const inside = (this.headers.get('ais-mirror-paths') ?? '').replace(/^\[|\]$/g, '')
    // Separated by spaces, which paths may have too; all of them are absolute.
    return inside === '' ? [] : inside.split(/,| (?=\/)/)
  }

  /** Number of copies. */
  get mirrorCopies(): number {
    const text = this.headers.get('ais-mirror-copies') ?? ''
    return /^\d{1,9}$/.test(text) ? Number(text) : 0
  }
}
