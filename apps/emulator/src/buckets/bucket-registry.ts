import { bucketUname, globalNamespace, type BucketRef, type Namespace, type Provider } from '@ais/core/wire'
import type { Store, StoredDocument } from '../store/store.js'
import { isRemote } from '../backends/backends.js'
import { changeProps, defaultProps, isVersioned, type BucketProps } from './bucket-props.js'

/** A bucket of the emulated cluster. */
export interface EmulatedBucket {
  readonly name: string
  readonly provider: Provider
  readonly namespace: Namespace
  /** With its trailing slash; the key of its objects in the store. */
  readonly uname: string
  readonly props: BucketProps
}

/** Whether content that is written gets a version of its own: a backend's counts whatever this cluster does. */
export const countsVersions = (bucket: EmulatedBucket): boolean => isRemote(bucket) || isVersioned(bucket.props)

const schemes: Readonly<Record<Provider, string>> = { ais: 'ais', aws: 's3', gcp: 'gs', azure: 'az', oci: 'oc' }

/** The name of a bucket as messages have it, `ais://b`, `ais://#ns/b`, `ais://@uuid/b`, `s3://b`. */
export const messageUri = ({ name, provider = 'ais', namespace = globalNamespace }: BucketRef): string => {
  const uuid = namespace.uuid === '' ? '' : `@${namespace.uuid}`
  const own = namespace.name === '' ? '' : `#${namespace.name}`
  return `${schemes[provider]}://${uuid}${own}${uuid === '' && own === '' ? '' : '/'}${name}`
}

const key = 'buckets'
/** Buckets of this cluster have the highest bit of their id set. */
const ownBidBit = 2n ** 63n
const firstBid = ownBidBit + 1n

interface Stored {
  readonly nextBid: string
  readonly version: number
  readonly buckets: readonly EmulatedBucket[]
}

/** The buckets of the cluster; every change is stored before it is answered. */
export class BucketRegistry {
  readonly #store: Store
  readonly #buckets: Map<string, EmulatedBucket>
  #nextBid: bigint
  #version: number

  private constructor(store: Store, stored: Stored | undefined) {
    this.#store = store
    this.#buckets = new Map((stored?.buckets ?? []).map((bucket) => [bucket.uname, bucket]))
    this.#nextBid = BigInt(stored?.nextBid ?? firstBid)
    this.#version = stored?.version ?? 1
  }

  static async open(store: Store): Promise<BucketRegistry> {
    return new BucketRegistry(store, store.readDocument(key) as Stored | undefined)
  }

  /** Counts up with every change. */
  get version(): number {
    return this.#version
  }

  /** The registry as it is to be stored, after a change. */
  #document(): StoredDocument {
    this.#version += 1
    const stored: Stored = {
      nextBid: String(this.#nextBid),
      version: this.#version,
      buckets: [...this.#buckets.values()],
    }
    return { key, value: stored }
  }

  async #save(): Promise<void> {
    const { value } = this.#document()
    await this.#store.writeDocument(key, value)
  }

  find(ref: BucketRef): EmulatedBucket | undefined {
    return this.#buckets.get(bucketUname(ref))
  }

  /** All buckets, sorted by provider, namespace and name. */
  all(): readonly EmulatedBucket[] {
    return [...this.#buckets.values()].toSorted((a, b) => (a.uname < b.uname ? -1 : 1))
  }

  /** Creates a bucket; `props` is a partial change of the defaults, or the properties of a bucket to be like. */
  async create(
    ref: { readonly name: string; readonly provider: Provider; readonly namespace: Namespace },
    nowNs: bigint,
    props: { readonly change?: unknown; readonly like?: BucketProps } = {},
  ): Promise<EmulatedBucket> {
    const bid = isRemote(ref) ? this.#nextBid - ownBidBit : this.#nextBid
    const identity = { provider: ref.provider, bid, createdNs: nowNs }
    const base = defaultProps(identity)
    const like =
      props.like === undefined ? base : { ...props.like, bid: base['bid'], created: base['created'], Renamed: '' }
    const bucket = { ...ref, uname: bucketUname(ref), props: changeProps(like, props.change, 'create-bck') }
    this.#nextBid += 1n
    this.#buckets.set(bucket.uname, bucket)
    await this.#save()
    return bucket
  }

  async setProps(bucket: EmulatedBucket, props: BucketProps): Promise<void> {
    this.#buckets.set(bucket.uname, { ...bucket, props })
    await this.#save()
  }

  /** Puts properties back to the defaults; its id stays, the time of its creation does not: so it is on a real cluster. */
  async resetProps(bucket: EmulatedBucket): Promise<void> {
    const { bid } = bucket.props as { bid: string }
    await this.setProps(bucket, defaultProps({ provider: bucket.provider, bid: BigInt(bid), createdNs: 0n }))
  }

  async remove(bucket: EmulatedBucket): Promise<void> {
    this.#buckets.delete(bucket.uname)
    await this.#store.removeBucket(bucket.uname, this.#document())
  }

  async rename(
    bucket: EmulatedBucket,
    to: { readonly name: string; readonly provider: Provider; readonly namespace: Namespace },
  ): Promise<void> {
    const renamed = { ...bucket, ...to, uname: bucketUname(to) }
    this.#buckets.delete(bucket.uname)
    this.#buckets.set(renamed.uname, renamed)
    await this.#store.renameBucket(bucket.uname, renamed.uname, this.#document())
  }
}
