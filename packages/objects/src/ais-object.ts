import {
  bucketQuery,
  objectUname,
  type BucketHandle,
  type CallOptions,
  type Connection,
  type ObjectRef,
} from '@ais/core'
import type { Provider } from '@ais/core/wire'
import { contentBody, type Content } from './content/content-source.js'
import type { ContentWriter } from './content/content-writer.js'
import type { AppendContentOptions } from './flows/append-content.js'
import type { PutContentOptions, PutResult } from './flows/put-content.js'
import { putInParts, type PutInPartsOptions, type PutInPartsResult } from './flows/put-in-parts.js'
import type { MultipartState } from './multipart-state.js'
import { MultipartUpload } from './multipart-upload.js'
import type { GetObjectOptions } from './get-options.js'
import type { ObjectAttributesV2 } from './object-attributes-v2.js'
import type { ObjectProps } from './object-props.js'
import { ObjectReader, type ObjectReaderOptions } from './object-reader.js'
import { objectUrl, semanticUrl, type ObjectUrlOptions } from './object-url.js'
import { ObjectWriter } from './object-writer.js'
import { blobDownloadObject, type BlobDownloadOptions } from './operations/blob-download-object.js'
import { checkLock, type ObjectLock } from './operations/check-lock.js'
import { copyObject, type CopyObjectOptions } from './operations/copy-object.js'
import { deleteObject } from './operations/delete-object.js'
import { evictObject } from './operations/evict-object.js'
import { headObject, type HeadObjectOptions } from './operations/head-object.js'
import { headObjectV2 } from './operations/head-object-v2.js'
import { promoteObject, type PromoteOptions } from './operations/promote-object.js'
import { putIntoArchive, type PutIntoArchiveOptions } from './operations/put-into-archive.js'
import { renameObject } from './operations/rename-object.js'
import type { SetCustomPropsOptions } from './operations/set-custom-props.js'
import type { CustomMetadata } from './wire/custom-metadata.js'
import type { HeadObjectProp } from './wire/head-object-props.js'

/** What is known of an object when its handle is made, from a listing for example. */
export interface AisObjectOptions {
  /** Size in bytes. */
  readonly size?: number
  /** Properties as they were last asked for. */
  readonly props?: ObjectProps
}

/** Options of {@link AisObject.get}. */
export interface GetOptions extends GetObjectOptions, ObjectReaderOptions, CallOptions {}

/** Refers to an object of a bucket; making one sends nothing, and the object need not exist. */
export class AisObject implements ObjectRef {
  readonly bucket: BucketHandle
  readonly name: string
  /** Size in bytes as a listing told it; `undefined` when the handle was made otherwise. */
  readonly size: number | undefined
  #props: ObjectProps | undefined

  constructor(bucket: BucketHandle, name: string, options: AisObjectOptions = {}) {
    this.bucket = bucket
    this.name = name
    this.size = options.size
    this.#props = options.props
  }

  /** The connection that the bucket is reached by. */
  get client(): Connection {
    return this.bucket.client
  }

  /** The object's address as data. */
  get ref(): ObjectRef {
    const { name, provider, namespace } = this.bucket
    return { bucket: { name, provider, ...(namespace === undefined ? {} : { namespace }) }, name: this.name }
  }

  /** Name of the bucket. */
  get bucketName(): string {
    return this.bucket.name
  }

  /** Provider of the bucket. */
  get bucketProvider(): Provider {
    return this.bucket.provider
  }

  /** The query that every call of the object carries. */
  get queryParams(): { readonly provider: Provider; readonly namespace?: string } {
    return bucketQuery(this.bucket)
  }

  /** AIStore's unique name of the object, `ais/@#/bucket/name`. */
  get uname(): string {
    return objectUname(this.ref)
  }

  /** The properties that were last asked for; `undefined` if they never were. */
  get propsCached(): ObjectProps | undefined {
    return this.#props
  }

  /** Reads the object's properties, each time anew. {@link headObject} */
  props(call?: CallOptions): Promise<ObjectProps> {
    return this.head(call)
  }

  /** Reads the object's properties without its content. {@link headObject} */
  async head(options: HeadObjectOptions & CallOptions = {}): Promise<ObjectProps> {
    this.#props = await this.client.send(headObject(this.ref, options), options)
    return this.#props
  }

  /** Reads chosen attributes of the object without its content; name and size if none are chosen. {@link headObjectV2} */
  headV2(props: string | readonly HeadObjectProp[] = [], call?: CallOptions): Promise<ObjectAttributesV2> {
    return this.client.send(headObjectV2(this.ref, props), call)
  }

  /** Gives a reader of the content at once; what it reads is a call of its own. {@link ObjectReader} */
  getReader(options: GetOptions = {}): ObjectReader {
    const { chunkSize, numWorkers, partSizeBytes, direct, ...rest } = options
    return new ObjectReader(
      { client: this.client, object: this.ref, options: rest },
      {
        ...(chunkSize === undefined ? {} : { chunkSize }),
        ...(numWorkers === undefined ? {} : { numWorkers }),
        ...(partSizeBytes === undefined ? {} : { partSizeBytes }),
        ...(direct === undefined ? {} : { direct }),
      },
    )
  }

  /**
   * Gives a reader of the content at once, as {@link AisObject.getReader}. With a `writer` the content is written to it first, which the
   * caller closes; the promise then waits for that.
   */
  get(options: GetOptions & { readonly writer: ContentWriter }): Promise<ObjectReader>
  get(options?: GetOptions): ObjectReader
  get(options: GetOptions & { readonly writer?: ContentWriter } = {}): ObjectReader | Promise<ObjectReader> {
    const { writer, ...rest } = options
    const reader = this.getReader(rest)
    return writer === undefined ? reader : reader.writeTo(writer).then(() => reader)
  }

  /** Gives a writer of the object. {@link ObjectWriter} */
  getWriter(): ObjectWriter {
    return new ObjectWriter(this.client, this.ref)
  }

  /** Writes the object's address as AIStore's tools do: `ais://bucket/name`. */
  getSemanticUrl(): string {
    return semanticUrl(this.ref)
  }

  /** Writes the URL at which any HTTP client can fetch the object. @throws InvalidInputError for a name that cannot be */
  getUrl(options: ObjectUrlOptions = {}): string {
    return objectUrl(this.client, this.ref, options)
  }

  /** Stores content as the object. {@link putContent} */
  putContent(content: Content, options: PutContentOptions = {}): Promise<PutResult> {
    return this.getWriter().putContent(content, options)
  }

  /** Stores a local file as the object. {@link putFile} */
  putFile(path: string, options: PutContentOptions = {}): Promise<PutResult> {
    return this.getWriter().putFile(path, options)
  }

  /** Uploads the object in parts; with a state that was kept it goes on. Sends nothing. {@link MultipartUpload} */
  multipartUpload(state?: MultipartState): MultipartUpload {
    return new MultipartUpload(this.client, this.ref, state)
  }

  /** Stores content in parts that are sent at the same time. {@link putInParts} */
  putInParts(content: Content, options: PutInPartsOptions = {}): Promise<PutInPartsResult> {
    return putInParts(this.client, this.ref, content, options)
  }

  /** Writes a file into this archive. {@link putIntoArchive} */
  async appendToArchive(
    content: Content,
    options: PutIntoArchiveOptions & { readonly sizeBytes?: number } & CallOptions,
  ): Promise<void> {
    const body = await contentBody('objects.putIntoArchive', content, options.sizeBytes)
    return this.client.send(putIntoArchive(this.ref, body, options), options)
  }

  /** Appends content, and gives the handle for the next append; `''` after a flush. {@link appendContent} */
  appendContent(content: Content, options: AppendContentOptions = {}): Promise<string> {
    return this.getWriter().appendContent(content, options)
  }

  /** Sets custom metadata. {@link setCustomProps} */
  setCustomProps(customMetadata: CustomMetadata, options: SetCustomPropsOptions & CallOptions = {}): Promise<void> {
    return this.getWriter().setCustomProps(customMetadata, options)
  }

  /** Makes a file or directory on the targets' disks into this object, or objects below its name. {@link promoteObject} */
  promote(path: string, options: PromoteOptions & CallOptions = {}): Promise<string> {
    return this.client.send(promoteObject(this.ref, path, options), options)
  }

  /** Deletes the object. {@link deleteObject} */
  delete(call?: CallOptions): Promise<void> {
    return this.client.send(deleteObject(this.ref), call)
  }

  /** Evicts the object of a remote bucket from the cluster. {@link evictObject} */
  evict(call?: CallOptions): Promise<void> {
    return this.client.send(evictObject(this.ref), call)
  }

  /** Starts a job that brings a remote object into the cluster by parallel reads; gives its id. {@link blobDownloadObject} */
  blobDownload(options: BlobDownloadOptions & CallOptions = {}): Promise<string> {
    return this.client.send(blobDownloadObject(this.ref, options), options)
  }

  /** Copies the object to another name or bucket. {@link copyObject} */
  copy(toObject: ObjectRef, options: CopyObjectOptions & CallOptions = {}): Promise<void> {
    return this.client.send(copyObject(this.ref, toObject, options), options)
  }

  /** Renames the object within its bucket; this handle keeps the old name. {@link renameObject} */
  rename(newName: string, call?: CallOptions): Promise<void> {
    return this.client.send(renameObject(this.ref, newName), call)
  }

  /** Tells whether the object is locked at this moment. {@link checkLock} */
  checkLock(call?: CallOptions): Promise<ObjectLock> {
    return this.client.send(checkLock(this.ref), call)
  }
}
