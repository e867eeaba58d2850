import type { EmulatedBucket } from '../buckets/bucket-registry.js'
import type { Cluster } from '../cluster/cluster.js'
import { backendBucket, isRemote } from './backends.js'
import type { BucketObject } from './bucket-object.js'
import { requireBackend } from './remote-objects.js'

const pageSize = 1000
/** Bit of an entry's flags: a directory, which is no object. */
const isDirectory = 256

/** What the cluster itself holds of a bucket, in order; what is added meanwhile may come too. */
export const objectsHere = async function* (
  bucket: EmulatedBucket,
  prefix: string,
  { store }: Cluster,
): AsyncGenerator<BucketObject> {
  for (let after = ''; ;) {
    const page = store.list({ bucket: bucket.uname, prefix, after, limit: pageSize })
    yield* page
    const last = page.at(-1)
    if (last === undefined) return
    after = last.name
  }
}

const objectsThere = async function* (
  bucket: EmulatedBucket,
  prefix: string,
  cluster: Cluster,
): AsyncGenerator<BucketObject> {
  const backend = requireBackend(bucket, cluster)
  const query = { prefix, pageSize, startAfter: '', props: 'name,size', flags: 0n, timeFormat: '' }
  for (let token = ''; ;) {
    const page = await backend.list(backendBucket(bucket), { ...query, token })
    for (const { name, size, flags } of page.entries)
      if ((flags & isDirectory) === 0) yield { name, sizeBytes: size ?? 0 }
    if (page.token === '') return
    token = page.token
  }
}

/** All objects of a bucket that have a prefix: of a remote one what its backend has. */
export const bucketObjects = (bucket: EmulatedBucket, prefix: string, cluster: Cluster): AsyncGenerator<BucketObject> =>
  isRemote(bucket) ? objectsThere(bucket, prefix, cluster) : objectsHere(bucket, prefix, cluster)
