import {
  bucketQuery,
  bucketUname,
  checkRemoteBucket,
  invalidInput,
  isAisError,
  type AISSource,
  type BucketHandle,
  type BucketRef,
  type CallOptions,
  type Connection,
  type Query,
} from '@ais/core'
import { globalNamespace, parseProvider, type Method, type Namespace, type Provider } from '@ais/core/wire'
import { AisObject, objectUrl, type AisObjectOptions, type ObjectUrlOptions } from '@ais/objects'
import type { BucketEntry, BucketList } from './bucket-entry.js'
import type { BucketProps } from './bucket-props.js'
import { propsOfEntry } from './entry-props.js'
import { getInfo } from './flows/get-info.js'
import { getSummary } from './flows/get-summary.js'
import { listArchive, type ListArchiveOptions } from './flows/list-archive.js'
import { listAllObjects } from './flows/list-all-objects.js'
import { getFiles, type GetFilesOptions, type GetFilesResult } from './flows/get-files.js'
import { putFiles, type PutFilesOptions, type PutFilesResult } from './flows/put-files.js'
import type { BucketInfo, BucketInfoOptions } from './operations/bucket-info.js'
import { copyBucket, type CopyBucketOptions } from './operations/copy-bucket.js'
import { createBucket } from './operations/create-bucket.js'
import { destroyBucket } from './operations/destroy-bucket.js'
import { evictBucket, type EvictBucketOptions } from './operations/evict-bucket.js'
import { headBucket } from './operations/head-bucket.js'
import {
  listObjectsPage,
  type ListObjectsOptions,
  type ListObjectsPageOptions,
} from './operations/list-objects-page.js'
import {
  createInventory,
  destroyInventory,
  showInventory,
  type CreateInventoryOptions,
} from './operations/inventory.js'
import { ecEncodeBucket, makeNCopies, type EcEncodeOptions } from './operations/protect-bucket.js'
import {
  indexShards,
  rechunkBucket,
  type IndexShardsOptions,
  type RechunkOptions,
} from './operations/rechunk-bucket.js'
import { renameBucket } from './operations/rename-bucket.js'
import { requestBucket, type BucketRequestOptions } from './operations/request-bucket.js'
import { resetBucketProps, setBucketProps } from './operations/set-bucket-props.js'
import type { SummarizeBucketOptions } from './operations/summarize-bucket.js'
import type { BucketPropsChange } from './wire/bucket-props.js'
import type { Inventory } from './wire/inventories.js'
import type { BucketSummary } from './wire/bucket-summary.js'

/** Where a bucket lives. */
export interface BucketOptions {
  /** Canonical name or alias (`s3`, `gs`, `az`, `oc`). @defaultValue 'ais' */
  readonly provider?: Provider | 's3' | 'gs' | 'az' | 'oc'
  /** @defaultValue the global namespace */
  readonly namespace?: Namespace
}

/** A bucket as plain data. */
export interface BucketModel {
  readonly name: string
  readonly provider: Provider
  readonly namespace: Namespace
}

/** Options of {@link Bucket.create}. */
export interface CreateOptions extends CallOptions {
  /** Take a bucket that exists for created. @defaultValue false */
  readonly existOk?: boolean
  /** Properties that differ from the cluster's defaults. @defaultValue none */
  readonly props?: BucketPropsChange
}

/** Options of {@link Bucket.delete}. */
export interface DeleteOptions extends CallOptions {
  /** Take a bucket that does not exist for deleted. @defaultValue false */
  readonly missingOk?: boolean
}

const unlessCode =
  (code: string) =>
  (error: unknown): void => {
    if (!(isAisError(error) && error._tag === 'Api' && error.code === code)) throw error
  }

/** A bucket. Making one sends nothing; wrong names fail at the first call. */
export class Bucket implements BucketHandle, AISSource<AisObject> {
  /** The connection that calls go through; may be set to another. */
  client: Connection
  readonly provider: Provider
  readonly namespace: Namespace
  #name: string

  constructor(client: Connection, name: string, options: BucketOptions = {}) {
    this.client = client
    this.#name = name
    // An unknown provider is kept as it is, so that the first call refuses it by its name.
    this.provider = parseProvider(options.provider ?? 'ais') ?? (options.provider as Provider)
    this.namespace = options.namespace ?? globalNamespace
  }

  /** Changes when the bucket is renamed through this handle. */
  get name(): string {
    return this.#name
  }

  /** The bucket's address as data. */
  get ref(): BucketRef {
    return this.asModel()
  }

  /** The query that every call of the bucket carries. */
  get qparam(): Query {
    return bucketQuery(this.ref)
  }

  /** Gives the bucket as plain data. */
  asModel(): BucketModel {
    return { name: this.#name, provider: this.provider, namespace: this.namespace }
  }

  /** AIStore's unique name of the bucket, `ais/@#/b/`. */
  getPath(): string {
    return bucketUname(this.ref)
  }

  /** Makes a handle of an object in the bucket; sends nothing. */
  object(objName: string, props?: AisObjectOptions['props']): AisObject {
    return new AisObject(this, objName, props === undefined ? {} : { props })
  }

  /** Creates an AIS bucket and gives this handle back. See {@link createBucket}. */
  async create(options: CreateOptions = {}): Promise<this> {
    const created = this.client.send(createBucket(this.ref, options.props), options)
    await (options.existOk === true ? created.catch(unlessCode('BucketAlreadyExists')) : created)
    return this
  }

  /** Destroys an AIS bucket and all its objects. See {@link destroyBucket}. */
  async delete(options: DeleteOptions = {}): Promise<void> {
    const destroyed = this.client.send(destroyBucket(this.ref), options)
    await (options.missingOk === true ? destroyed.catch(unlessCode('BucketNotFound')) : destroyed)
  }

  /** Starts renaming the bucket and gives the job's id; this handle has the new name from then on. See {@link renameBucket}. */
  async rename(toBckName: string, call: CallOptions = {}): Promise<string> {
    const jobId = await this.client.send(renameBucket(this.ref, toBckName), call)
    this.#name = toBckName
    return jobId
  }

  /** Evicts all objects of a remote bucket from the cluster. See {@link evictBucket}. */
  evict(options: EvictBucketOptions & CallOptions = {}): Promise<void> {
    return this.client.send(evictBucket(this.ref, options), options)
  }

  /** Reads the bucket's properties. See {@link headBucket}. */
  head(call: CallOptions = {}): Promise<BucketProps> {
    return this.client.send(headBucket(this.ref), call)
  }

  /** Changes properties; gives the id of the job that it starts, `''` for none. See {@link setBucketProps}. */
  setProps(change: BucketPropsChange, call: CallOptions = {}): Promise<string> {
    return this.client.send(setBucketProps(this.ref, change), call)
  }

  /** Puts properties back to the cluster's defaults. See {@link resetBucketProps}. */
  resetProps(call: CallOptions = {}): Promise<string> {
    return this.client.send(resetBucketProps(this.ref), call)
  }

  /** Counts what the bucket holds. See {@link getSummary}. */
  summary(options: SummarizeBucketOptions & CallOptions = {}): Promise<BucketSummary> {
    return getSummary(this.client, this.ref, options)
  }

  /** Reads the bucket's properties and counts what it holds. See {@link getInfo}. */
  info(options: BucketInfoOptions & CallOptions = {}): Promise<BucketInfo> {
    return getInfo(this.client, this.ref, options)
  }

  /** Starts copying the bucket to another and gives the job's id. See {@link copyBucket}. */
  copy(toBck: BucketRef, options: CopyBucketOptions & CallOptions = {}): Promise<string> {
    return this.client.send(copyBucket(this.ref, toBck, options), options)
  }

  /** Lists one page of objects. See {@link listObjectsPage}. */
  listObjects(options: ListObjectsPageOptions & CallOptions = {}): Promise<BucketList> {
    return this.client.send(listObjectsPage(this.ref, options), options)
  }

  /** Lists all objects lazily, page by page. See {@link listAllObjects}. */
  listObjectsIter(options: ListObjectsOptions & CallOptions = {}): AsyncGenerator<BucketEntry> {
    return listAllObjects(this.client, this.ref, options)
  }

  /** Lists all objects into an array. */
  async listAllObjects(options: ListObjectsOptions & CallOptions = {}): Promise<readonly BucketEntry[]> {
    const entries: BucketEntry[] = []
    for await (const entry of this.listObjectsIter(options)) entries.push(entry)
    return entries
  }

  /** Yields all objects whose name starts with `prefix`, with the properties that the listing told. */
  async *listAllObjectsIter(options: ListObjectsOptions & CallOptions = {}): AsyncGenerator<AisObject> {
    for await (const entry of this.listObjectsIter({ props: 'name,size', ...options }))
      yield new AisObject(this, entry.name, { size: entry.size, props: propsOfEntry(entry) })
  }

  /** Yields the URL of every object whose name starts with `prefix`. */
  async *listUrls(options: { readonly prefix?: string } & ObjectUrlOptions & CallOptions = {}): AsyncGenerator<string> {
    for await (const { name } of this.listObjectsIter({ prefix: options.prefix ?? '', props: 'name' }))
      yield objectUrl(this.client, { bucket: this.ref, name }, options)
  }

  /** Yields the members of an archive. See {@link listArchive}. */
  listArchive(archiveObjName: string, options: ListArchiveOptions & CallOptions = {}): AsyncGenerator<BucketEntry> {
    return listArchive(this.client, this.ref, archiveObjName, options)
  }

  /** Starts keeping every object in so many copies and gives the job's id. See {@link makeNCopies}. */
  makeNCopies(copies: number, call: CallOptions = {}): Promise<string> {
    return this.client.send(makeNCopies(this.ref, copies), call)
  }

  /** Starts erasure coding and gives the job's id. See {@link ecEncodeBucket}. */
  ecEncode(options: EcEncodeOptions & CallOptions): Promise<string> {
    return this.client.send(ecEncodeBucket(this.ref, options), options)
  }

  /** Starts storing objects in chunks, or whole again, and gives the job's id. See {@link rechunkBucket}. */
  rechunk(options: RechunkOptions & CallOptions): Promise<string> {
    return this.client.send(rechunkBucket(this.ref, options), options)
  }

  /** Starts indexing TAR archives and gives the job's id. See {@link indexShards}. */
  indexShards(options: IndexShardsOptions & CallOptions = {}): Promise<string> {
    return this.client.send(indexShards(this.ref, options), options)
  }

  /** Starts storing a list of a remote bucket's names and gives the job's id. See {@link createInventory}. */
  createInventory(options: CreateInventoryOptions & CallOptions = {}): Promise<string> {
    return this.client.send(createInventory(this.ref, options), options)
  }

  /** Removes an inventory, or all of them. See {@link destroyInventory}. */
  destroyInventory(inventoryName = '', call: CallOptions = {}): Promise<void> {
    return this.client.send(destroyInventory(this.ref, inventoryName), call)
  }

  /** Tells of the bucket's inventories. See {@link showInventory}. */
  showInventory(inventoryName = '', call: CallOptions = {}): Promise<readonly Inventory[]> {
    return this.client.send(showInventory(this.ref, inventoryName), call)
  }

  /** Stores the files of a folder as objects. See {@link putFiles}. */
  putFiles(path: string, options: PutFilesOptions = {}): Promise<PutFilesResult> {
    return putFiles(this.client, this.ref, path, options)
  }

  /** Reads objects into files of a folder. See {@link getFiles}. */
  getFiles(path: string, options: GetFilesOptions = {}): Promise<GetFilesResult> {
    return getFiles(this.client, this.ref, path, options)
  }

  /** Sends an action message of the caller's own. See {@link requestBucket}. */
  makeRequest(method: Method, action: string, options: BucketRequestOptions & CallOptions = {}): Promise<Uint8Array> {
    return this.client.send(requestBucket(this.ref, method, action, options), options)
  }

  /** Checks that the bucket is remote: in a cloud, or in another AIS cluster. @throws InvalidInputError */
  verifyCloudBucket(): void {
    const problem =
      parseProvider(this.provider) === undefined
        ? invalidInput(
            'buckets.verifyCloudBucket',
            'provider',
            `must be ais, aws, gcp, azure or oci, got '${this.provider}'`,
          )
        : checkRemoteBucket('buckets.verifyCloudBucket', this.ref)
    if (problem !== undefined) throw problem
  }
}
