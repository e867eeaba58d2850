import { countsVersions, type EmulatedBucket } from '../buckets/bucket-registry.js'
import type { Cluster } from '../cluster/cluster.js'
import { BucketGone } from '../store/removals.js'
import type { PendingContent } from '../store/store.js'

/**
 * Begins the content of an object in a bucket that a request found; the store sees to it from here on.
 * @throws BucketGone when the bucket is gone by now, though another may have its name
 */
export const beginContent = ({ buckets, store }: Cluster, bucket: EmulatedBucket, name: string): PendingContent => {
  if (buckets.find(bucket)?.props['bid'] !== bucket.props['bid']) throw new BucketGone({ bucket: bucket.uname, name })
  // AIStore leaves an object's version as it is while its bucket does not count them.
  return store.begin({ countsVersions: countsVersions(bucket) })
}
