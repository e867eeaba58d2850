import type { ManifestRow } from './manifest-row.ts'

/** Rows of dSort. */
export const dsortRows = [
  { python: 'Client.dsort', package: '@ais/client', here: 'dsort(dsortId?)' },
  { python: 'Dsort', package: '@ais/dsort', here: 'class Dsort' },
  { python: 'Dsort.start', package: '@ais/dsort', here: 'start(spec)' },
  { python: 'Dsort.abort', package: '@ais/dsort', here: 'abort()' },
  { python: 'Dsort.get_job_info', package: '@ais/dsort', here: 'getJobInfo()' },
  { python: 'Dsort.wait', package: '@ais/dsort', here: 'wait({…})' },
  { python: 'DsortFramework', package: '@ais/dsort', here: 'DsortFramework' },
  { python: 'DsortShardsGroup', package: '@ais/dsort', here: 'DsortShardsGroup' },
  { python: 'DsortAlgorithm', package: '@ais/dsort', here: 'DsortAlgorithm' },
  { python: 'ExternalKeyMap', package: '@ais/dsort', here: 'ExternalKeyMap' },
  { python: 'api.RemoveDsort', package: '@ais/dsort', here: 'remove()' },
  { python: 'api.ListDsort', package: '@ais/dsort', here: 'listDsorts({…})' },
] as const satisfies readonly ManifestRow[]
