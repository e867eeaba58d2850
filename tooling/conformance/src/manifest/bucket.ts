import type { ManifestRow } from './manifest-row.ts'

/** Rows of buckets. */
export const bucketRows = [
  { python: 'Bucket', package: '@ais/buckets', here: 'class Bucket' },
  { python: 'Bucket.client', package: '@ais/buckets', here: 'client' },
  { python: 'Bucket.client=', package: '@ais/buckets', here: 'client = connection' },
  { python: 'Bucket.qparam', package: '@ais/buckets', here: 'qparam' },
  { python: 'Bucket.provider', package: '@ais/buckets', here: 'provider' },
  { python: 'Bucket.name', package: '@ais/buckets', here: 'name' },
  { python: 'Bucket.namespace', package: '@ais/buckets', here: 'namespace' },
  { python: 'Bucket.list_urls', package: '@ais/buckets', here: 'listUrls({ prefix, etl })', note: 'an async iterable' },
  { python: 'Bucket.list_all_objects_iter', package: '@ais/buckets', here: 'listAllObjectsIter({ prefix, props })' },
  { python: 'Bucket.create', package: '@ais/buckets', here: 'create({ existOk, props })' },
  { python: 'Bucket.delete', package: '@ais/buckets', here: 'delete({ missingOk })' },
  { python: 'Bucket.rename', package: '@ais/buckets', here: 'rename(toBckName)', note: "a job's id" },
  { python: 'Bucket.evict', package: '@ais/buckets', here: 'evict({ keepMd })' },
  { python: 'Bucket.head', package: '@ais/buckets', here: 'head()' },
  { python: 'Bucket.summary', package: '@ais/buckets', here: 'summary({ uuid, prefix, cached, present })' },
  { python: 'Bucket.info', package: '@ais/buckets', here: 'info({ fltPresence, bsummRemote, prefix })' },
  {
    python: 'Bucket.copy',
    package: '@ais/buckets',
    here: 'copy(toBck, { prefixFilter, prepend, dryRun, force, latest, sync, ext, numWorkers })',
    note: "a job's id",
  },
  {
    python: 'Bucket.list_objects',
    package: '@ais/buckets',
    here: 'listObjects({ prefix, props, pageSize, uuid, continuationToken, flags, target })',
    note: 'one page',
  },
  {
    python: 'Bucket.list_objects_iter',
    package: '@ais/buckets',
    here: 'listObjectsIter({ prefix, props, pageSize, flags, target })',
  },
  {
    python: 'Bucket.list_all_objects',
    package: '@ais/buckets',
    here: 'listAllObjects({ prefix, props, pageSize, flags, target })',
  },
  {
    python: 'Bucket.put_files',
    package: '@ais/buckets',
    here: 'putFiles(path, { prefixFilter, pattern, basename, prepend, recursive, dryRun })',
    note: '`onProgress` in place of `verbose`; also `concurrency`',
  },
  { python: 'Bucket.object', package: '@ais/buckets', here: 'object(objName, props)' },
  {
    python: 'Bucket.make_request',
    package: '@ais/buckets',
    here: 'makeRequest(method, action, { value, params, name })',
  },
  { python: 'Bucket.verify_cloud_bucket', package: '@ais/buckets', here: 'verifyCloudBucket()' },
  { python: 'Bucket.get_path', package: '@ais/buckets', here: 'getPath()' },
  { python: 'Bucket.as_model', package: '@ais/buckets', here: 'asModel()' },
] as const satisfies readonly ManifestRow[]
