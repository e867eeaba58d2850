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
  { python: 'Client(client_cert)', package: '@ais/core', here: 'connect({ tls })' },
  { python: 'Client(max_pool_size)', package: '@ais/core', here: 'connect({ maxPoolSize })' },
  { python: 'RetryConfig', package: '@ais/core', here: 'connect({ retry })' },
] as const satisfies readonly ManifestRow[]
