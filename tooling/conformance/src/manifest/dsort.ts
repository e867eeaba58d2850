import type { ManifestRow } from './manifest-row.ts'

/** Rows of dSort. */
export const dsortRows = [
  { python: 'Client.dsort', package: '@ais/client', here: 'dsort(dsortId)' },
  { python: 'Dsort', package: '@ais/dsort', here: 'class Dsort' },
  {
    python: 'Dsort.start',
    package: '@ais/dsort',
    here: 'start(spec)',
    note: 'a `DsortFramework`, a spec in AIStore’s words, or the path of one (JSON, YAML)',
  },
  { python: 'Dsort.abort', package: '@ais/dsort', here: 'abort()' },
  { python: 'Dsort.get_job_info', package: '@ais/dsort', here: 'getJobInfo()' },
  { python: 'Dsort.wait', package: '@ais/dsort', here: 'wait({ timeoutMs })' },
  {
    python: 'DsortFramework',
    package: '@ais/dsort',
    here: 'new DsortFramework({ inputShards, outputShards, outputShardSize, algorithm, … })',
  },
  { python: 'DsortShardsGroup', package: '@ais/dsort', here: 'new DsortShardsGroup({ bck, role, format, extension })' },
  {
    python: 'DsortAlgorithm',
    package: '@ais/dsort',
    here: 'new DsortAlgorithm({ kind, decreasing, seed, extension, contentKeyType })',
  },
  { python: 'ExternalKeyMap', package: '@ais/dsort', here: 'new ExternalKeyMap(namesByShardFormat)' },
  { python: 'api.RemoveDsort', package: '@ais/dsort', here: 'remove()' },
  { python: 'api.ListDsort', package: '@ais/dsort', here: 'listDsorts({ regex, onlyActive })' },
] as const satisfies readonly ManifestRow[]
