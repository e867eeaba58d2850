export { AisObject, type AisObjectOptions, type GetOptions } from './ais-object.js'
export {
  contentBody,
  type Content,
  type ContentBody,
  type ContentStream,
  type LocalFile,
} from './content/content-source.js'
export type { ContentWriter } from './content/content-writer.js'
export type { EtlConfig, EtlSelection } from './etl-selection.js'
export { appendContent, type AppendContentOptions } from './flows/append-content.js'
export { downloadObject, type DownloadOptions } from './flows/download-object.js'
export { putContent, putFile, type PutContentOptions, type PutResult } from './flows/put-content.js'
export {
  putInParts,
  type PutInPartsOptions,
  type PutInPartsProgress,
  type PutInPartsResult,
} from './flows/put-in-parts.js'
export { openObject, type ObjectContent, type ReadObjectOptions } from './flows/read-object.js'
export { openParallel, type ParallelReadOptions } from './flows/read-parallel.js'
export type { ArchiveConfig, BlobDownloadConfig, GetObjectOptions } from './get-options.js'
export type { MultipartPart, MultipartState } from './multipart-state.js'
export { MultipartUpload, type PartWriter, type PutPartOptions } from './multipart-upload.js'
export { ObjectAttributes } from './object-attributes.js'
export { ObjectAttributesV2, type ChunksInfo } from './object-attributes-v2.js'
export { ObjectFile, ObjectFileReader, type ContentIterator, type ObjectFileOptions } from './object-file.js'
export { ObjectFileWriter, type WriteMode } from './object-file-writer.js'
export { ObjectProps } from './object-props.js'
export { ObjectReader, type ObjectClient, type ObjectReaderOptions, type ToFileOptions } from './object-reader.js'
export { objectUrl, semanticUrl, type ObjectUrlOptions } from './object-url.js'
export { ObjectWriter } from './object-writer.js'
export { appendObject, flushAppend } from './operations/append-object.js'
export { blobDownloadObject, type BlobDownloadOptions } from './operations/blob-download-object.js'
export { checkLock, type ObjectLock } from './operations/check-lock.js'
export { copyObject, type CopyObjectOptions } from './operations/copy-object.js'
export { deleteObject } from './operations/delete-object.js'
export { evictObject } from './operations/evict-object.js'
export { getObject } from './operations/get-object.js'
export { headObject, type HeadObjectOptions } from './operations/head-object.js'
export { headObjectV2 } from './operations/head-object-v2.js'
export { abortMultipart, completeMultipart, createMultipart, putPart } from './operations/multipart.js'
export { promoteObject, type PromoteOptions } from './operations/promote-object.js'
export { putObject, type PutObjectOptions } from './operations/put-object.js'
export { putIntoArchive, type ArchivePutMode, type PutIntoArchiveOptions } from './operations/put-into-archive.js'
export { renameObject } from './operations/rename-object.js'
export { setCustomProps, type SetCustomPropsOptions } from './operations/set-custom-props.js'
export type { NodeStream } from './platform/platform.js'
export { SimpleBuffer, type ContentPieces } from './simple-buffer.js'
export type { ArchiveMode } from './wire/archive-query.js'
export type { CustomMetadata } from './wire/custom-metadata.js'
export type { HeadObjectProp } from './wire/head-object-props.js'
