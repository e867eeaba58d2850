import { createHash } from 'node:crypto'
import { ApiFailure } from '../api-failure.js'
import type { Store } from '../store/store.js'
import type { Backend, BackendBucket, BackendEntry, BackendListQuery, BackendObject, BackendPage } from './backend.js'

/** Cloud providers whose buckets can be emulated. */
export type CloudProvider = 'aws' | 'gcp' | 'azure' | 'oci'

export const cloudProviders: readonly CloudProvider[] = ['aws', 'gcp', 'azure', 'oci']

const schemes: Readonly<Record<CloudProvider, string>> = { aws: 's3', gcp: 'gs', azure: 'az', oci: 'oc' }

/** What a test does to an emulated cloud behind the cluster's back. */
export interface EmulatedCloud {
  readonly provider: CloudProvider
  /** Makes an empty bucket; without effect on one that exists. */
  createBucket(bucket: string): Promise<void>
  /** Stores an object, as somebody else than the cluster would. */
  putObject(bucket: string, name: string, content: string | Uint8Array): Promise<void>
  /** Removes an object; `false` when there was none. */
  deleteObject(bucket: string, name: string): Promise<boolean>
  /** Gives an object's content; `undefined` when there is none. */
  getObject(bucket: string, name: string): Promise<Uint8Array | undefined>
}

const key = 'cloud-buckets'

const collect = async (body: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Buckets of a cloud provider, kept in a store of their own. */
export class CloudBackend implements Backend, EmulatedCloud {
  readonly provider: CloudProvider
  readonly source: string
  readonly ownsBuckets = false
  readonly #store: Store
  readonly #nowNs: () => bigint

  constructor(provider: CloudProvider, store: Store, nowNs: () => bigint) {
    this.provider = provider
    this.source = provider
    this.#store = store
    this.#nowNs = nowNs
  }

  #names(): readonly string[] {
    const stored = this.#store.readDocument(key)
    return Array.isArray(stored) ? (stored as readonly string[]) : []
  }

  #require({ name }: Pick<BackendBucket, 'name'>): string {
    if (!this.#names().includes(name))
      throw new ApiFailure(
        404,
        `${this.provider} bucket "${schemes[this.provider]}://${name}" does not exist`,
        'ErrRemoteBckNotFound',
      )
    return `${this.provider}/@#/${name}/`
  }

  #missing(bucket: string, name: string): ApiFailure {
    return new ApiFailure(404, `${schemes[this.provider]}://${bucket}/${name} does not exist`, 'ErrNotFound')
  }

  async createBucket(bucket: string | BackendBucket): Promise<void> {
    if (typeof bucket !== 'string')
      throw new ApiFailure(501, `cannot create ${schemes[this.provider]}://${bucket.name}`, 'ErrUnsupp')
    const names = this.#names()
    if (!names.includes(bucket)) await this.#store.writeDocument(key, [...names, bucket].toSorted())
  }

  destroyBucket({ name }: BackendBucket): Promise<void> {
    throw new ApiFailure(501, `cannot destroy ${schemes[this.provider]}://${name}`, 'ErrUnsupp')
  }

  listBuckets(): Promise<readonly BackendBucket[]> {
    return Promise.resolve(this.#names().map((name) => ({ name, namespace: '' })))
  }

  headBucket(bucket: BackendBucket): Promise<Readonly<Record<string, unknown>>> {
    this.#require(bucket)
    return Promise.resolve({ versioning: { enabled: true } })
  }

  list(bucket: BackendBucket, query: BackendListQuery): Promise<BackendPage> {
    const after = query.token === '' ? query.startAfter : query.token
    const records = this.#store.list({
      bucket: this.#require(bucket),
      prefix: query.prefix,
      after,
      limit: query.pageSize + 1,
    })
    const entries = records.slice(0, query.pageSize).map((record): BackendEntry => ({
      name: record.name,
      checksum: record.checksumValue,
      version: String(record.version),
      custom: `[ETag:"${record.checksumValue}" source:${this.source}]`,
      ...(record.sizeBytes === 0 ? {} : { size: record.sizeBytes }),
      flags: 0,
    }))
    const isLast = records.length <= query.pageSize
    return Promise.resolve({ entries, token: isLast ? '' : (entries.at(-1)?.name ?? '') })
  }

  #describe(record: Omit<BackendObject, 'custom'>): BackendObject {
    const { name, sizeBytes, checksumType, checksumValue, version } = record
    const custom = { source: this.source, ETag: `"${checksumValue}"`, version: String(version) }
    return { name, sizeBytes, checksumType, checksumValue, version, custom }
  }

  async head(bucket: BackendBucket, name: string): Promise<BackendObject> {
    const record = this.#store.head({ bucket: this.#require(bucket), name })
    if (record === undefined) throw this.#missing(bucket.name, name)
    return this.#describe(record)
  }

  async read(bucket: BackendBucket, name: string): ReturnType<Backend['read']> {
    const stored = await this.#store.read({ bucket: this.#require(bucket), name })
    if (stored === undefined) throw this.#missing(bucket.name, name)
    return { object: this.#describe(stored.record), body: stored.body }
  }

  async write(
    bucket: BackendBucket,
    { name }: Pick<BackendObject, 'name'>,
    content: AsyncIterable<Uint8Array>,
  ): Promise<BackendObject> {
    const to = { bucket: this.#require(bucket), name }
    const hash = createHash('md5')
    const pending = this.#store.begin()
    try {
      for await (const piece of content) {
        hash.update(piece)
        await pending.write(piece)
      }
      const attributes = { checksumType: 'md5', checksumValue: hash.digest('hex'), atimeNs: this.#nowNs() }
      return this.#describe(await pending.commit(to, attributes))
    } catch (error) {
      await pending.abandon()
      throw error
    }
  }

  async remove(bucket: BackendBucket, name: string): Promise<void> {
    if (!(await this.#store.remove({ bucket: this.#require(bucket), name }))) throw this.#missing(bucket.name, name)
  }

  async putObject(bucket: string, name: string, content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    await this.write(
      { name: bucket, namespace: '' },
      { name },
      (async function* () {
        yield bytes
      })(),
    )
  }

  deleteObject(bucket: string, name: string): Promise<boolean> {
    return this.#store.remove({ bucket: this.#require({ name: bucket }), name })
  }

  async getObject(bucket: string, name: string): Promise<Uint8Array | undefined> {
    const stored = await this.#store.read({ bucket: this.#require({ name: bucket }), name })
    return stored === undefined ? undefined : collect(stored.body)
  }

  close(): Promise<void> {
    return this.#store.close()
  }
}
