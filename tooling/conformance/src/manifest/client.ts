import type { ManifestRow } from './manifest-row.ts'

/** Rows of the client. */
export const clientRows = [
  { python: 'Client', package: '@ais/client', here: 'class Client' },
  { python: 'Client.bucket', package: '@ais/client', here: 'bucket(name, {provider, namespace})' },
  {
    python: 'Client.fetch_object_by_url',
    package: '@ais/client',
    here: 'getObjectFromUrl(url) (+ alias fetchObjectByUrl)',
  },
] as const satisfies readonly ManifestRow[]
