import type { ManifestRow } from './manifest-row.ts'

/** Rows of multi-object operations. */
export const multiobjRows = [
  { python: 'Bucket.objects', package: '@ais/multiobj', here: 'objects({objNames, objRange, objTemplate})' },
  { python: 'ObjectGroup', package: '@ais/multiobj', here: 'class ObjectGroup' },
  { python: 'ObjectGroup.client', package: '@ais/multiobj', here: 'client (getter)' },
  { python: 'ObjectGroup.client=', package: '@ais/multiobj', here: 'client (setter)' },
  { python: 'ObjectGroup.list_urls', package: '@ais/multiobj', here: 'listUrls({prefix, etl})' },
  {
    python: 'ObjectGroup.list_all_objects_iter',
    package: '@ais/multiobj',
    here: 'listAllObjectsIter({prefix, props})',
  },
  { python: 'ObjectGroup.delete', package: '@ais/multiobj', here: 'delete()' },
  { python: 'ObjectGroup.evict', package: '@ais/multiobj', here: 'evict()' },
  {
    python: 'ObjectGroup.prefetch',
    package: '@ais/multiobj',
    here: 'prefetch({blobThreshold, numWorkers, latest, continueOnError})',
  },
  { python: 'ObjectGroup.copy', package: '@ais/multiobj', here: 'copy(toBck, {…})' },
  { python: 'ObjectGroup.archive', package: '@ais/multiobj', here: 'archive(archiveName, {…})' },
  { python: 'ObjectGroup.list_names', package: '@ais/multiobj', here: 'listNames()' },
  { python: 'ObjectNames', package: '@ais/multiobj', here: 'class ObjectNames' },
  { python: 'ObjectRange', package: '@ais/multiobj', here: 'class ObjectRange' },
  { python: 'ObjectRange.from_string', package: '@ais/multiobj', here: 'ObjectRange.fromString(s)' },
  { python: 'ObjectTemplate', package: '@ais/multiobj', here: 'class ObjectTemplate' },
] as const satisfies readonly ManifestRow[]
