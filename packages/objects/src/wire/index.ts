export { headObjectProps, type HeadObjectProp } from './head-object-props.js'
export { archiveModes, type ArchiveMode, type ArchiveQuery } from './archive-query.js'
export { formatByteRange, parseByteRange, restOfRange, type ByteRange } from './byte-range.js'
export {
  customMetadataHeader,
  customMetadataLines,
  parseCustomMetadata,
  type CustomMetadata,
} from './custom-metadata.js'
export {
  abortMultipartRoute,
  blobDownloadRoute,
  checkLockRoute,
  completeMultipartRoute,
  createMultipartRoute,
  deleteObjectRoute,
  evictObjectRoute,
  getObjectRoute,
  headObjectRoute,
  patchObjectRoute,
  promoteRoute,
  putObjectRoute,
  renameObjectRoute,
} from './routes.js'
