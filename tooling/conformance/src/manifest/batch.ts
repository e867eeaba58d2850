import type { ManifestRow } from './manifest-row.ts'

/** Rows of get-batch. */
export const batchRows = [
  { python: 'Client.batch', package: '@ais/multiobj', here: 'client.batch({…})' },
  { python: 'Batch', package: '@ais/multiobj', here: 'class Batch' },
  { python: 'Batch.add', package: '@ais/multiobj', here: 'add(object, {…})' },
  { python: 'Batch.clear', package: '@ais/multiobj', here: 'clear()' },
  { python: 'Batch.get', package: '@ais/multiobj', here: 'get()' },
  { python: 'Batch.requests_list', package: '@ais/multiobj', here: 'requestsList' },
] as const satisfies readonly ManifestRow[]
