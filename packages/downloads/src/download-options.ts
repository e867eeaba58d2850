import { checkInteger, firstProblem, type BucketRef, type InvalidInputError } from '@ais/core'

/** Options of every download. */
export interface DownloadOptions {
  /** What lists say of the job. @defaultValue where it comes from and where it goes */
  readonly description?: string
  /** Longest time for one object, in milliseconds, 1 or more. @defaultValue the server's, one hour */
  readonly objectTimeoutMs?: number
  /** How often targets tell the proxy how far they are, in milliseconds, 1 or more. @defaultValue 10000 */
  readonly progressIntervalMs?: number
  /** Connections at a time for each target, 1 or more. @defaultValue no limit */
  readonly maxConnections?: number
  /** Bytes an hour for all targets together, 1 or more. @defaultValue no limit */
  readonly maxBytesPerHour?: number
}

/** Options of downloads over HTTP. */
export interface LinkDownloadOptions extends DownloadOptions {
  /** Headers that are sent to the source with each request; never logged by this package. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What is wrong with the options of a download. */
export const checkDownload = (operation: string, options: DownloadOptions): InvalidInputError | undefined =>
  firstProblem(
    checkInteger(operation, 'objectTimeoutMs', options.objectTimeoutMs, { min: 1 }),
    checkInteger(operation, 'progressIntervalMs', options.progressIntervalMs, { min: 1 }),
    checkInteger(operation, 'maxConnections', options.maxConnections, { min: 1 }),
    checkInteger(operation, 'maxBytesPerHour', options.maxBytesPerHour, { min: 1 }),
  )

const durationOf = (ms: number | undefined): string => (ms === undefined ? '' : `${ms}ms`)

/** The part of a start message that all kinds share. */
export const baseMessage = (type: string, bucket: BucketRef, options: LinkDownloadOptions) => ({
  type,
  bucket: {
    name: bucket.name,
    provider: bucket.provider ?? 'ais',
    namespace: bucket.namespace ?? { uuid: '', name: '' },
  },
  description: options.description ?? '',
  timeout: durationOf(options.objectTimeoutMs),
  progress_interval: durationOf(options.progressIntervalMs),
  limits: { connections: options.maxConnections ?? 0, bytes_per_hour: options.maxBytesPerHour ?? 0 },
  ...(options.headers === undefined
    ? {}
    : { headers: Object.fromEntries(Object.entries(options.headers).map(([name, value]) => [name, [value]])) }),
})
