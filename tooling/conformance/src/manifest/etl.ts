import type { ManifestRow } from './manifest-row.ts'

/** Rows of ETL. */
export const etlRows = [
  { python: 'Bucket.transform', package: '@ais/etl', here: 'transform(etlName, toBck, {…})' },
  { python: 'Client.etl', package: '@ais/client', here: 'etl(etlName)' },
  { python: 'Cluster.list_running_etls', package: '@ais/etl', here: 'listEtls({stages}) (+ listRunningEtls)' },
  { python: 'ObjectGroup.transform', package: '@ais/etl', here: 'transform(toBck, etlName, {…})' },
  { python: 'Cluster.list_etls', package: '@ais/etl', here: 'listEtls({ stages })' },
  { python: 'ETLConfig', package: '@ais/etl', here: 'ETLConfig' },
  { python: 'Etl', package: '@ais/etl', here: 'class Etl' },
  { python: 'Etl.init', package: '@ais/etl', here: 'init({…})' },
  { python: 'Etl.init_spec', package: '@ais/etl', here: 'initSpec(spec, {…})' },
  { python: 'Etl.init_class', package: '@ais/etl', here: 'initClass({…})' },
  { python: 'Etl.view', package: '@ais/etl', here: 'view()' },
  { python: 'Etl.start', package: '@ais/etl', here: 'start()' },
  { python: 'Etl.stop', package: '@ais/etl', here: 'stop()' },
  { python: 'Etl.delete', package: '@ais/etl', here: 'delete()' },
  { python: 'Etl.logs', package: '@ais/etl', here: 'logs({ targetId })' },
  { python: 'Etl.pipeline', package: '@ais/etl', here: 'pipeline' },
  { python: 'Etl.__rshift__', package: '@ais/etl', here: 'pipe(other)' },
  { python: 'Bucket.inspect', package: '@ais/etl', here: 'inspect(etlName, {…})' },
  { python: 'ObjectGroup.inspect', package: '@ais/etl', here: 'inspect(etlName, {…})' },
] as const satisfies readonly ManifestRow[]
