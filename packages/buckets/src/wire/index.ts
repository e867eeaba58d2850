export { Inventories, type Inventory } from './inventories.js'
export { EntryJson, PageJson, type UndecodedEntry } from './bucket-list.js'
export { BucketPropsData, type BucketPropsChange } from './bucket-props.js'
export { BucketSummaries, BucketSummary } from './bucket-summary.js'
export { joinListFlags, ListObjectFlag } from './list-flags.js'
export {
  bucketInfoRoute,
  copyBucketRoute,
  createInventoryRoute,
  createBucketRoute,
  destroyBucketRoute,
  destroyInventoryRoute,
  ecEncodeRoute,
  evictBucketRoute,
  headBucketRoute,
  indexShardsRoute,
  listObjectsRoute,
  makeNCopiesRoute,
  rechunkRoute,
  renameBucketRoute,
  setBucketPropsRoute,
  showInventoryRoute,
  summarizeBucketRoute,
  summarizeBucketsRoute,
} from './routes.js'
