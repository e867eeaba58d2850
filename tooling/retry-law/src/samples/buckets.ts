import * as buckets from '@ais/buckets'
import { json, nothing, text, type Samples } from '../sample.ts'
import { bucketProps, bucketSummary } from './answers.ts'

const bucket = { name: 'b' }
const remote = { name: 'b', provider: 'aws' } as const
const to = { name: 'c' }

export const bucketSamples: Samples = {
  bucketInfo: nothing(() => buckets.bucketInfo(bucket, { uuid: 'u' }), {
    'ais-bucket-props': bucketProps,
    'ais-bucket-summ': bucketSummary,
  }),
  copyBucket: text(() => buckets.copyBucket(bucket, to)),
  createBucket: nothing(() => buckets.createBucket(bucket)),
  createInventory: text(() => buckets.createInventory(remote)),
  destroyBucket: nothing(() => buckets.destroyBucket(bucket)),
  destroyInventory: nothing(() => buckets.destroyInventory(remote)),
  ecEncodeBucket: text(() => buckets.ecEncodeBucket(bucket, { dataSlices: 1, paritySlices: 1 })),
  evictBucket: nothing(() => buckets.evictBucket(remote)),
  headBucket: nothing(() => buckets.headBucket(bucket), { 'ais-bucket-props': bucketProps }),
  indexShards: text(() => buckets.indexShards(bucket)),
  listObjectsPage: json(() => buckets.listObjectsPage(bucket), {
    uuid: 'u',
    entries: [],
    continuation_token: '',
    flags: 0,
  }),
  makeNCopies: text(() => buckets.makeNCopies(bucket, 2)),
  rechunkBucket: text(() => buckets.rechunkBucket(bucket, { chunkSizeBytes: 1024 })),
  renameBucket: text(() => buckets.renameBucket(bucket, 'c')),
  requestBucket: text(() => buckets.requestBucket(bucket, 'POST', 'summary-bck')),
  resetBucketProps: text(() => buckets.resetBucketProps(bucket)),
  setBucketProps: text(() => buckets.setBucketProps(bucket, { versioning: { enabled: false } })),
  showInventory: json(() => buckets.showInventory(remote), null),
  summarizeBucket: json(() => buckets.summarizeBucket(bucket), []),
  summarizeBuckets: json(() => buckets.summarizeBuckets(), []),
}
