export { archiveExtensions, archiveFormatOf } from './archive-names.js'
export { batchMissingFolder, BatchResultJson, type BatchOutJson } from './batch-json.js'
export {
  archiveObjectsRoute,
  copyObjectsRoute,
  deleteObjectsRoute,
  evictObjectsRoute,
  getBatchRoute,
  getBucketBatchRoute,
  prefetchObjectsRoute,
} from './routes.js'
export { countOf, expandRanges, parseTemplate, type NameTemplate, type TemplateRange } from './template.js'
