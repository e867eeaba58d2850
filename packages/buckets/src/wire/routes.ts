import { route } from '@ais/core/wire'

const bucket = '/v1/buckets/{bucket}'

/** @wire POST /v1/buckets/{bucket} create-bck: api/bucket.go CreateBucket */
export const createBucketRoute = route('POST', bucket, 'create-bck')
/** @wire DELETE /v1/buckets/{bucket} destroy-bck: api/bucket.go DestroyBucket */
export const destroyBucketRoute = route('DELETE', bucket, 'destroy-bck')
/** @wire DELETE /v1/buckets/{bucket} evict-remote-bck: api/bucket.go EvictRemoteBucket */
export const evictBucketRoute = route('DELETE', bucket, 'evict-remote-bck')
/** @wire POST /v1/buckets/{bucket} move-bck: api/bucket.go RenameBucket */
export const renameBucketRoute = route('POST', bucket, 'move-bck')
/** @wire POST /v1/buckets/{bucket} copy-bck: api/bucket.go CopyBucket */
export const copyBucketRoute = route('POST', bucket, 'copy-bck')
/** @wire HEAD /v1/buckets/{bucket}: api/bucket.go HeadBucket */
export const headBucketRoute = route('HEAD', bucket)
/** @wire HEAD /v1/buckets/{bucket}/{prefix} with bsumm_remote: api/bucket.go GetBucketInfo */
export const bucketInfoRoute = route('HEAD', '/v1/buckets/{bucket}/{prefix+}')
/** @wire GET /v1/buckets/{bucket} list: api/ls.go ListObjectsPage */
export const listObjectsRoute = route('GET', bucket, 'list')
/** @wire GET /v1/buckets/{bucket} summary-bck: api/bucket.go GetBucketSummary */
export const summarizeBucketRoute = route('GET', bucket, 'summary-bck')
/** @wire PATCH /v1/buckets/{bucket} set-bprops, reset-bprops: api/bucket.go SetBucketProps */
export const setBucketPropsRoute = route('PATCH', bucket)
/** @wire POST /v1/buckets/{bucket} make-n-copies: api/bucket.go MakeNCopies */
export const makeNCopiesRoute = route('POST', bucket, 'make-n-copies')
/** @wire POST /v1/buckets/{bucket} ec-encode: api/bucket.go ECEncodeBucket */
export const ecEncodeRoute = route('POST', bucket, 'ec-encode')
/** @wire POST /v1/buckets/{bucket} rechunk: api/bucket.go RechunkBucket */
export const rechunkRoute = route('POST', bucket, 'rechunk')
/** @wire POST /v1/buckets/{bucket} index-shard: api/bucket.go IndexBucketShards */
export const indexShardsRoute = route('POST', bucket, 'index-shard')
/** @wire POST /v1/buckets/{bucket} create-inventory: api/nbi.go CreateNBI */
export const createInventoryRoute = route('POST', bucket, 'create-inventory')
/** @wire DELETE /v1/buckets/{bucket} destroy-inventory: api/nbi.go DestroyNBI */
export const destroyInventoryRoute = route('DELETE', bucket, 'destroy-inventory')
/** @wire GET /v1/buckets/{bucket} show-inventory: api/nbi.go GetNBI */
export const showInventoryRoute = route('GET', bucket, 'show-inventory')
/** @wire GET /v1/buckets summary-bck: api/bucket.go GetBucketSummary of no bucket */
export const summarizeBucketsRoute = route('GET', '/v1/buckets', 'summary-bck')
