import type { AISSource, BucketHandle, BucketRef, CallOptions, Connection } from '@ais/core'
import { AisObject, objectUrl, type ObjectUrlOptions } from '@ais/objects'
import type { ObjectCollection } from './object-collection.js'
import { collectionOf, type ObjectSelection } from './object-selection.js'
import { archiveObjects, type ArchiveObjectsOptions } from './operations/archive-objects.js'
import { copyObjects, type CopyObjectsOptions } from './operations/copy-objects.js'
import { deleteObjects } from './operations/delete-objects.js'
import { evictObjects } from './operations/evict-objects.js'
import { prefetchObjects, type PrefetchOptions } from './operations/prefetch-objects.js'

/** Objects of a bucket that are worked on together. Making a group sends nothing; a wrong selection fails at the first call. */
export class ObjectGroup implements AISSource<AisObject> {
  readonly bucket: BucketHandle & { client: Connection }
  readonly selection: ObjectSelection

  constructor(bucket: BucketHandle & { client: Connection }, selection: ObjectSelection) {
    this.bucket = bucket
    // An iterable that can be read once is read here, once.
    this.selection = selection.objNames === undefined ? selection : { ...selection, objNames: [...selection.objNames] }
  }

  /** The bucket's connection; setting it sets the bucket's. */
  get client(): Connection {
    return this.bucket.client
  }

  set client(client: Connection) {
    this.bucket.client = client
  }

  /** The names as a lazy collection with an exact count. @throws InvalidInputError */
  get collection(): ObjectCollection {
    return collectionOf('multiobj.list', this.selection)
  }

  /** The bucket's address as data. */
  get bucketRef(): BucketRef {
    const { name, provider, namespace } = this.bucket
    return { name, provider, ...(namespace === undefined ? {} : { namespace }) }
  }

  /** Makes all names, at most 10,000,000; sends nothing. @throws InvalidInputError */
  listNames(): readonly string[] {
    return [...this.collection]
  }

  /** Yields the URL of every object whose name starts with `prefix`; sends nothing. */
  async *listUrls(options: { readonly prefix?: string } & ObjectUrlOptions = {}): AsyncGenerator<string> {
    for (const name of this.#namesWith(options.prefix))
      yield objectUrl(this.client, { bucket: this.bucketRef, name }, options)
  }

  /**
   * Yields every object whose name starts with `prefix`, each asked for its properties.
   * @param options - `props: ''` asks for none, and sends nothing
   */
  async *listAllObjectsIter(
    options: { readonly prefix?: string; readonly props?: string } & CallOptions = {},
  ): AsyncGenerator<AisObject> {
    for (const name of this.#namesWith(options.prefix)) {
      const object = new AisObject(this.bucket, name)
      if (options.props !== '') await object.head(options)
      yield object
    }
  }

  *#namesWith(prefix = ''): Generator<string> {
    for (const name of this.collection) if (name.startsWith(prefix)) yield name
  }

  /** Starts deleting the objects and gives the job's id. See {@link deleteObjects}. */
  delete(call: CallOptions = {}): Promise<string> {
    return this.client.send(deleteObjects(this.bucketRef, this.selection), call)
  }

  /** Starts evicting the objects of a remote bucket and gives the job's id. See {@link evictObjects}. */
  evict(call: CallOptions = {}): Promise<string> {
    return this.client.send(evictObjects(this.bucketRef, this.selection), call)
  }

  /** Starts fetching the objects of a remote bucket and gives the job's id. See {@link prefetchObjects}. */
  prefetch(options: PrefetchOptions & CallOptions = {}): Promise<string> {
    return this.client.send(prefetchObjects(this.bucketRef, this.selection, options), options)
  }

  /** Starts copying the objects to another bucket and gives the jobs' ids. See {@link copyObjects}. */
  copy(toBck: BucketRef, options: CopyObjectsOptions & CallOptions = {}): Promise<readonly string[]> {
    return this.client.send(copyObjects(this.bucketRef, this.selection, toBck, options), options)
  }

  /** Starts making an archive of the objects and gives the jobs' ids. See {@link archiveObjects}. */
  archive(archiveName: string, options: ArchiveObjectsOptions & CallOptions = {}): Promise<readonly string[]> {
    return this.client.send(archiveObjects(this.bucketRef, this.selection, archiveName, options), options)
  }
}
