import type { ManifestRow } from './manifest-row.ts'

/** Rows of multi-object operations. */
export const multiobjRows = [
  {
    python: 'Bucket.objects',
    package: '@ais/multiobj',
    here: 'new ObjectGroup(bucket, { objNames, objRange, objTemplate })',
    inClient: 'bucket.objects({…})',
  },
  { python: 'ObjectGroup', package: '@ais/multiobj', here: 'class ObjectGroup' },
  { python: 'ObjectGroup.client', package: '@ais/multiobj', here: 'client' },
  { python: 'ObjectGroup.client=', package: '@ais/multiobj', here: 'client = connection' },
  { python: 'ObjectGroup.list_urls', package: '@ais/multiobj', here: 'listUrls({ prefix, etl })' },
  {
    python: 'ObjectGroup.list_all_objects_iter',
    package: '@ais/multiobj',
    here: 'listAllObjectsIter({ prefix, props })',
  },
  { python: 'ObjectGroup.delete', package: '@ais/multiobj', here: 'delete()' },
  { python: 'ObjectGroup.evict', package: '@ais/multiobj', here: 'evict()' },
  {
    python: 'ObjectGroup.prefetch',
    package: '@ais/multiobj',
    here: 'prefetch({ blobThresholdBytes, numWorkers, latest, continueOnError })',
  },
  {
    python: 'ObjectGroup.copy',
    package: '@ais/multiobj',
    here: 'copy(toBck, { prepend, continueOnError, dryRun, force, latest, sync, numWorkers })',
    note: "the jobs' ids",
  },
  {
    python: 'ObjectGroup.archive',
    package: '@ais/multiobj',
    here: 'archive(archiveName, { mime, toBck, includeSourceName, allowAppend, continueOnError })',
    note: "the jobs' ids",
  },
  { python: 'ObjectGroup.list_names', package: '@ais/multiobj', here: 'listNames()' },
  { python: 'ObjectNames', package: '@ais/multiobj', here: 'new ObjectNames(names)' },
  {
    python: 'ObjectRange',
    package: '@ais/multiobj',
    here: 'new ObjectRange(prefix, minIndex, maxIndex, { padWidth, step, suffix })',
  },
  { python: 'ObjectRange.from_string', package: '@ais/multiobj', here: 'ObjectRange.fromString(range)' },
  { python: 'ObjectTemplate', package: '@ais/multiobj', here: 'new ObjectTemplate(template)' },
] as const satisfies readonly ManifestRow[]
