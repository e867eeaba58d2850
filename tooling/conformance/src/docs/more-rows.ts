import type { ManifestRow } from '../manifest/manifest-row.ts'

/** Arguments of Python's `Client`, which are options of `connect` and `Client` here. */
export const clientOptionRows: readonly ManifestRow[] = [
  {
    python: 'endpoint',
    package: '@ais/core',
    here: 'endpoint',
    note: 'the first argument of `Client`; or `AIS_ENDPOINT`. `AIS_USE_HTTPS` is read by the command-line tool only, by neither SDK',
  },
  {
    python: 'skip_verify',
    package: '@ais/core',
    here: 'tls: { skipVerify }',
    note: 'or `AIS_SKIP_VERIFY_CRT`, or the older `AIS_SKIP_VERIFY` where that is not set; `false` holds whatever they say',
  },
  {
    python: 'ca_cert',
    package: '@ais/core',
    here: 'tls: { ca }',
    note: 'PEM text; or `AIS_CLIENT_CA`, the path of a file',
  },
  {
    python: 'client_cert',
    package: '@ais/core',
    here: 'tls: { cert, key }',
    note: 'PEM text; or `AIS_CRT`, `AIS_CRT_KEY`, paths of files',
  },
  {
    python: 'timeout=(connect, read)',
    package: '@ais/core',
    here: 'timeouts: { connectMs, headersMs, idleMs, totalMs }',
    note: 'on by default, or `AIS_CONNECT_TIMEOUT`, `AIS_READ_TIMEOUT`, in seconds; each call also takes `timeoutMs`',
  },
  {
    python: 'retry_config',
    package: '@ais/core',
    here: 'retry: { maxAttempts, baseDelayMs, maxDelayMs, budgetRatio }',
  },
  {
    python: 'ColdGetConf(est_bandwidth_bps, max_cold_wait, enable_remote_head)',
    package: '@ais/core',
    here: 'retry: { coldGet: { estBandwidthBps, maxColdWaitMs, enableRemoteHead } }',
  },
  {
    python: 'token',
    package: '@ais/core',
    here: 'token',
    note: 'a token, or a function that gives one; or `AIS_AUTHN_TOKEN`',
  },
  { python: 'max_pool_size', package: '@ais/core', here: 'maxPoolSize', note: 'or `AIS_MAX_CONN_POOL`' },
]

/** What the Python SDK, or AIStore beside it, has and this SDK has not. */
export const absences: readonly (readonly [name: string, instead: string])[] = [
  [
    '`aistore.pytorch`, `aistore.botocore_patch`',
    'Python libraries have no counterpart; `DataShard` and `client.batch()` feed training loops',
  ],
  [
    'ETL web servers (`aistore.sdk.etl.webserver`)',
    'an ETL may be written in TypeScript, but nothing here serves it; `initClass` takes the payload that Python makes',
  ],
  ['the S3 API (`/s3`)', "use any S3 client on AIStore's `/s3`"],
  ['turning backends on and off, reloading credentials and TLS certificates', "AIStore's command-line tool"],
  ['`verbose=True`', '`onProgress` of uploads, `progress()` of jobs and downloads'],
]
