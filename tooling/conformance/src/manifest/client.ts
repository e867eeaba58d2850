import type { ManifestRow } from './manifest-row.ts'

/** Rows of the client. */
export const clientRows = [
  { python: 'Client', package: '@ais/client', here: 'new Client(endpoint, options)', note: 'see the options below' },
  { python: 'Client.bucket', package: '@ais/client', here: 'bucket(bckName, { provider, namespace })' },
  {
    python: 'Client.fetch_object_by_url',
    package: '@ais/client',
    here: 'getObjectFromUrl(url), fetchObjectByUrl(url)',
  },
] as const satisfies readonly ManifestRow[]
