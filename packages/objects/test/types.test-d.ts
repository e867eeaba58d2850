import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type {
  BucketHandle,
  CallOptions,
  Connection,
  ObjectRef,
  Operation,
  OperationBody,
  OperationResponse,
  ResponseHeaders,
} from '@ais/core'
import type { Provider } from '@ais/core/wire'
import {
  AisObject,
  getObject,
  headObject,
  type AisObjectOptions,
  type AppendContentOptions,
  type BlobDownloadOptions,
  type ChunksInfo,
  type Content,
  type ContentBody,
  type ContentPieces,
  type ContentWriter,
  type CopyObjectOptions,
  type CustomMetadata,
  type DownloadOptions,
  type GetObjectOptions,
  type GetOptions,
  type HeadObjectOptions,
  type HeadObjectProp,
  type MultipartState,
  type MultipartUpload,
  type NodeStream,
  type ObjectAttributes,
  type ObjectAttributesV2,
  type ObjectClient,
  type ObjectContent,
  type ObjectFile,
  type ObjectFileOptions,
  type ObjectFileWriter,
  type ObjectLock,
  type ObjectProps,
  type ObjectReader,
  type ObjectReaderOptions,
  type ObjectUrlOptions,
  type ObjectWriter,
  type ParallelReadOptions,
  type PartWriter,
  type PromoteOptions,
  type PutContentOptions,
  type PutInPartsOptions,
  type PutInPartsResult,
  type PutIntoArchiveOptions,
  type PutObjectOptions,
  type PutResult,
  type ReadObjectOptions,
  type SetCustomPropsOptions,
  type SimpleBuffer,
  type ToFileOptions,
  type WriteMode,
} from '../src/index.js'
import type * as surface from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  AisObject: new (bucket: BucketHandle, name: string, options?: AisObjectOptions) => AisObject
  MultipartUpload: new (client: Connection, object: ObjectRef, state?: MultipartState) => MultipartUpload
  ObjectAttributes: new (headers?: ResponseHeaders) => ObjectAttributes
  ObjectAttributesV2: new (headers?: ResponseHeaders) => ObjectAttributesV2
  ObjectFile: new (...file: ConstructorParameters<typeof ObjectFile>) => ObjectFile
  ObjectFileReader: new (...file: ConstructorParameters<typeof ObjectFile>) => ObjectFile
  ObjectFileWriter: new (
    client: Connection,
    object: ObjectRef,
    mode?: WriteMode,
    call?: CallOptions,
  ) => ObjectFileWriter
  ObjectProps: new (headers?: ResponseHeaders) => ObjectProps
  ObjectReader: new (objectClient: ObjectClient, options?: ObjectReaderOptions) => ObjectReader
  ObjectWriter: new (client: Connection, object: ObjectRef) => ObjectWriter
  SimpleBuffer: new () => SimpleBuffer
  abortMultipart: (object: ObjectRef, uploadId: string) => Operation<void>
  appendContent: (
    connection: Connection,
    object: ObjectRef,
    content: Content,
    options?: AppendContentOptions,
  ) => Promise<string>
  appendObject: (
    object: ObjectRef,
    body: Extract<OperationBody, { kind: 'bytes' | 'stream' }>,
    handle?: string,
  ) => Operation<string>
  blobDownloadObject: (object: ObjectRef, options?: BlobDownloadOptions) => Operation<string>
  checkLock: (object: ObjectRef) => Operation<ObjectLock>
  completeMultipart: (object: ObjectRef, uploadId: string, partNumbers: readonly number[]) => Operation<void>
  contentBody: (operation: string, content: Content, sizeBytes?: number) => Promise<ContentBody>
  copyObject: (object: ObjectRef, toObject: ObjectRef, options?: CopyObjectOptions) => Operation<void>
  createMultipart: (object: ObjectRef) => Operation<string>
  deleteObject: (object: ObjectRef) => Operation<void>
  downloadObject: (
    connection: Connection,
    object: ObjectRef,
    path: string,
    options?: DownloadOptions & ReadObjectOptions & ParallelReadOptions,
  ) => Promise<number>
  evictObject: (object: ObjectRef) => Operation<void>
  flushAppend: (object: ObjectRef, handle: string) => Operation<void>
  getObject: (object: ObjectRef, options?: GetObjectOptions) => Operation<OperationResponse>
  headObject: (object: ObjectRef, options?: HeadObjectOptions) => Operation<ObjectProps>
  headObjectV2: (object: ObjectRef, props?: string | readonly HeadObjectProp[]) => Operation<ObjectAttributesV2>
  objectUrl: (connection: Connection, object: ObjectRef, options?: ObjectUrlOptions) => string
  openObject: (connection: Connection, object: ObjectRef, options?: ReadObjectOptions) => Promise<ObjectContent>
  openParallel: (
    connection: Connection,
    object: ObjectRef,
    options: ReadObjectOptions & ParallelReadOptions,
  ) => Promise<ObjectContent>
  promoteObject: (object: ObjectRef, path: string, options?: PromoteOptions) => Operation<string>
  putContent: (
    connection: Connection,
    object: ObjectRef,
    content: Content,
    options?: PutContentOptions,
  ) => Promise<PutResult>
  putFile: (connection: Connection, object: ObjectRef, path: string, options?: PutContentOptions) => Promise<PutResult>
  putInParts: (
    connection: Connection,
    object: ObjectRef,
    content: Content,
    options?: PutInPartsOptions,
  ) => Promise<PutInPartsResult>
  putIntoArchive: (object: ObjectRef, body: ContentBody, options: PutIntoArchiveOptions) => Operation<void>
  putObject: (
    object: ObjectRef,
    body: Extract<OperationBody, { kind: 'bytes' | 'stream' }>,
    options?: PutObjectOptions,
  ) => Operation<ObjectAttributes>
  putPart: (object: ObjectRef, uploadId: string, partNumber: number, body: ContentBody) => Operation<void>
  renameObject: (object: ObjectRef, newName: string) => Operation<void>
  semanticUrl: (object: ObjectRef) => string
  setCustomProps: (
    object: ObjectRef,
    customMetadata: CustomMetadata,
    options?: SetCustomPropsOptions,
  ) => Operation<void>
}>()

expectTypeOf<Signatures<AisObject>>().toEqualTypeOf<{
  appendContent: (content: Content, options?: AppendContentOptions) => Promise<string>
  appendToArchive: (
    content: Content,
    options: PutIntoArchiveOptions & { readonly sizeBytes?: number } & CallOptions,
  ) => Promise<void>
  blobDownload: (options?: BlobDownloadOptions & CallOptions) => Promise<string>
  readonly bucket: BucketHandle
  readonly bucketName: string
  readonly bucketProvider: Provider
  checkLock: (call?: CallOptions) => Promise<ObjectLock>
  readonly client: Connection
  copy: (toObject: ObjectRef, options?: CopyObjectOptions & CallOptions) => Promise<void>
  delete: (call?: CallOptions) => Promise<void>
  evict: (call?: CallOptions) => Promise<void>
  get: {
    (options: GetOptions & { readonly writer: ContentWriter }): Promise<ObjectReader>
    (options?: GetOptions): ObjectReader
  }
  getReader: (options?: GetOptions) => ObjectReader
  getSemanticUrl: () => string
  getUrl: (options?: ObjectUrlOptions) => string
  getWriter: () => ObjectWriter
  head: (options?: HeadObjectOptions & CallOptions) => Promise<ObjectProps>
  headV2: (props?: string | readonly HeadObjectProp[], call?: CallOptions) => Promise<ObjectAttributesV2>
  multipartUpload: (state?: MultipartState) => MultipartUpload
  readonly name: string
  promote: (path: string, options?: PromoteOptions & CallOptions) => Promise<string>
  props: (call?: CallOptions) => Promise<ObjectProps>
  readonly propsCached: ObjectProps | undefined
  putContent: (content: Content, options?: PutContentOptions) => Promise<PutResult>
  putFile: (path: string, options?: PutContentOptions) => Promise<PutResult>
  putInParts: (content: Content, options?: PutInPartsOptions) => Promise<PutInPartsResult>
  readonly queryParams: { readonly provider: Provider; readonly namespace?: string }
  readonly ref: ObjectRef
  rename: (newName: string, call?: CallOptions) => Promise<void>
  setCustomProps: (customMetadata: CustomMetadata, options?: SetCustomPropsOptions & CallOptions) => Promise<void>
  readonly size: number | undefined
  readonly uname: string
}>()

expectTypeOf<Signatures<MultipartUpload>>().toEqualTypeOf<{
  abort: (call?: CallOptions) => Promise<void>
  addPart: (partNumber: number) => PartWriter
  complete: (call?: CallOptions) => Promise<void>
  create: (call?: CallOptions) => Promise<MultipartUpload>
  readonly state: MultipartState
  readonly uploadId: string
}>()

expectTypeOf<Signatures<ObjectAttributes>>().toEqualTypeOf<{
  readonly accessTime: string
  readonly checksumType: string
  readonly checksumValue: string
  readonly customMetadata: CustomMetadata
  readonly headers: ResponseHeaders
  readonly objVersion: string
  readonly present: boolean
  readonly size: number
}>()

expectTypeOf<Omit<Signatures<ObjectAttributesV2>, keyof ObjectAttributes>>().toEqualTypeOf<{
  readonly chunks: ChunksInfo | undefined
  readonly etag: string
  readonly lastModified: string
}>()

expectTypeOf<Signatures<ObjectFileWriter>>().toEqualTypeOf<{
  [Symbol.asyncDispose]: () => Promise<void>
  close: () => Promise<void>
  flush: () => Promise<void>
  write: (content: Uint8Array | string) => Promise<number>
}>()

expectTypeOf<Omit<Signatures<ObjectProps>, keyof ObjectAttributes>>().toEqualTypeOf<{
  readonly bucketName: string
  readonly bucketProvider: string
  readonly location: string
  readonly mirrorCopies: number
  readonly mirrorPaths: readonly string[]
  readonly name: string
}>()

expectTypeOf<Signatures<ObjectReader>>().toEqualTypeOf<{
  [Symbol.asyncIterator]: () => AsyncGenerator<Uint8Array>
  asFile: (options?: ObjectFileOptions) => ObjectFile
  attributes: () => Promise<ObjectAttributes>
  head: () => Promise<ObjectAttributes>
  readonly isVerified: boolean | undefined
  iterFromPosition: (startPosition?: number) => AsyncGenerator<Uint8Array>
  json: () => Promise<unknown>
  raw: () => Promise<ObjectContent>
  readAll: () => Promise<Uint8Array>
  text: () => Promise<string>
  toFile: (path: string, options?: ToFileOptions) => Promise<number>
  toNodeStream: () => NodeStream
  toWebStream: () => ReadableStream<Uint8Array>
  writeTo: (writer: ContentWriter) => Promise<void>
}>()

expectTypeOf<Signatures<ObjectWriter>>().toEqualTypeOf<{
  appendContent: (content: Content, options?: AppendContentOptions) => Promise<string>
  asFile: (mode?: WriteMode, call?: CallOptions) => ObjectFileWriter
  putContent: (content: Content, options?: PutContentOptions) => Promise<PutResult>
  putFile: (path: string, options?: PutContentOptions) => Promise<PutResult>
  setCustomProps: (customMetadata: CustomMetadata, options?: SetCustomPropsOptions & CallOptions) => Promise<void>
}>()

expectTypeOf<Signatures<SimpleBuffer>>().toEqualTypeOf<{
  empty: () => void
  fill: (source: ContentPieces, size?: number) => Promise<number>
  readonly length: number
  read: (size?: number) => Uint8Array
}>()

declare const bucket: BucketHandle
declare const writer: WritableStream<Uint8Array>
const object = new AisObject(bucket, 'o')

expectTypeOf(object.get()).toEqualTypeOf<ObjectReader>()
expectTypeOf(object.get({ offsetBytes: 1 })).toEqualTypeOf<ObjectReader>()
expectTypeOf(object.get({ writer })).toEqualTypeOf<Promise<ObjectReader>>()
expectTypeOf(object.props()).toEqualTypeOf<Promise<ObjectProps>>()
expectTypeOf(object.propsCached).toEqualTypeOf<ObjectProps | undefined>()
expectTypeOf(object.putContent('x')).toEqualTypeOf<Promise<PutResult>>()
expectTypeOf(object.get().json()).toEqualTypeOf<Promise<unknown>>()
expectTypeOf(getObject(object)).toEqualTypeOf<Operation<OperationResponse>>()
expectTypeOf(headObject(object)).toEqualTypeOf<Operation<ObjectProps>>()

expectTypeOf<Buffer>().toExtend<Content>()
expectTypeOf<ReadableStream<Uint8Array>>().toExtend<Content>()
expectTypeOf<AsyncGenerator<string>>().toExtend<Content>()
expectTypeOf<NodeJS.ReadableStream>().toExtend<Content>()
expectTypeOf<{ path: string }>().toExtend<Content>()
expectTypeOf<number>().not.toExtend<Content>()

// @ts-expect-error -- durations have their unit in the name
void object.get({ timeout: 1 })
// @ts-expect-error -- an unknown match mode
void object.get({ archiveConfig: { regex: 'x', mode: 'glob' } })
// @ts-expect-error -- metadata is text
void object.setCustomProps({ a: 1 })
