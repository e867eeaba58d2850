export { EntryJson, PageJson } from './bucket-list.js'
export { BucketPropsData, type BucketPropsChange } from './bucket-props.js'
export { BucketSummaries, BucketSummary } from './bucket-summary.js'
export { joinListFlags, ListObjectFlag } from './list-flags.js'
export {
  bucketInfoRoute,
  copyBucketRoute,
  createBucketRoute,
  destroyBucketRoute,
  evictBucketRoute,
  headBucketRoute,
  listObjectsRoute,
  renameBucketRoute,
  setBucketPropsRoute,
  summarizeBucketRoute,
} from './routes.js'
