import type { ManifestRow } from './manifest-row.ts'

/** Rows of get-batch. */
export const batchRows = [
  {
    python: 'Client.batch',
    package: '@ais/multiobj',
    here: 'new Batch(connection, { objects, bucket, outputFormat, contOnErr, onlyObjName, streamingGet })',
    inClient: 'client.batch({…})',
  },
  { python: 'Batch', package: '@ais/multiobj', here: 'class Batch' },
  {
    python: 'Batch.add',
    package: '@ais/multiobj',
    here: 'add(object, { opaque, archpath, offsetBytes, lengthBytes })',
    note: '`start`, `length` of Python',
  },
  { python: 'Batch.clear', package: '@ais/multiobj', here: 'clear()' },
  {
    python: 'Batch.get',
    package: '@ais/multiobj',
    here: 'get({ clearBatch })',
    note: 'entries with their content as streams; `getRaw()` for the archive itself',
  },
  { python: 'Batch.requests_list', package: '@ais/multiobj', here: 'requestsList' },
] as const satisfies readonly ManifestRow[]
