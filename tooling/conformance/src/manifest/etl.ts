import type { ManifestRow } from './manifest-row.ts'

/** Rows of ETL. */
export const etlRows = [
  {
    python: 'Bucket.transform',
    package: '@ais/etl',
    here: 'transformBucket(bucket, etlName, to, {…})',
    inClient: 'bucket.transform(etlName, toBck, {…})',
  },
  { python: 'Client.etl', package: '@ais/client', here: 'etl(etlName)' },
  {
    python: 'Cluster.list_running_etls',
    package: '@ais/etl',
    here: 'listEtls(connection)',
    inClient: 'cluster.listRunningEtls()',
  },
  {
    python: 'ObjectGroup.transform',
    package: '@ais/etl',
    here: 'transformObjects(bucket, selection, to, etlName, {…})',
    inClient: 'group.transform(toBck, etlName, {…})',
  },
  {
    python: 'Cluster.list_etls',
    package: '@ais/etl',
    here: 'listEtls(connection, { stages })',
    inClient: 'cluster.listEtls({ stages })',
  },
  { python: 'ETLConfig', package: '@ais/etl', here: 'etl.config(args)', note: 'or `{ name, args, pipeline }`' },
  { python: 'Etl', package: '@ais/etl', here: 'class Etl' },
  { python: 'Etl.init', package: '@ais/etl', here: 'init({ image, command, commType, env, … })' },
  { python: 'Etl.init_spec', package: '@ais/etl', here: 'initSpec(spec, { commType, initTimeout, objTimeout })' },
  {
    python: 'Etl.init_class',
    package: '@ais/etl',
    here: 'initClass({ classPayload, pythonVersion, dependencies, osPackages })',
  },
  { python: 'Etl.view', package: '@ais/etl', here: 'view()' },
  { python: 'Etl.start', package: '@ais/etl', here: 'start()' },
  { python: 'Etl.stop', package: '@ais/etl', here: 'stop()' },
  { python: 'Etl.delete', package: '@ais/etl', here: 'delete()' },
  { python: 'Etl.logs', package: '@ais/etl', here: 'logs({ targetId })' },
  { python: 'Etl.pipeline', package: '@ais/etl', here: 'pipeline' },
  { python: 'Etl.__rshift__', package: '@ais/etl', here: 'pipe(other)' },
  {
    python: 'Bucket.inspect',
    package: '@ais/etl',
    here: 'transformBucket(bucket, etlName, to, { dryRun })',
    inClient: 'bucket.inspect(etlName, {…})',
  },
  {
    python: 'ObjectGroup.inspect',
    package: '@ais/etl',
    here: 'transformObjects(bucket, selection, to, etlName, { dryRun })',
    inClient: 'group.inspect(etlName, {…})',
  },
] as const satisfies readonly ManifestRow[]
