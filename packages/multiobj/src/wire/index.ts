export { archiveExtensions, archiveFormatOf } from './archive-names.js'
export {
  archiveObjectsRoute,
  copyObjectsRoute,
  deleteObjectsRoute,
  evictObjectsRoute,
  prefetchObjectsRoute,
} from './routes.js'
export { countOf, expandRanges, parseTemplate, type NameTemplate, type TemplateRange } from './template.js'
