import { checkRemoteBucket, firstProblem, invalidInput, type BucketRef, type Operation } from '@ais/core'
import type { DownloadOptions } from '../download-options.js'
import { startDownload } from '../start-download.js'

/** Options of {@link downloadBackend}. */
export interface DownloadBackendOptions extends DownloadOptions {
  /** Only objects whose names start so. @defaultValue all */
  readonly prefix?: string
  /** Only objects whose names end so. @defaultValue all */
  readonly suffix?: string
  /** Remove what the backend no longer has. @defaultValue false */
  readonly sync?: boolean
}

/**
 * Starts bringing objects of a remote bucket into the cluster from its backend; gives the job's id. For a bucket of another AIS cluster
 * the namespace must have that cluster's uuid: the server does not look up aliases here.
 * @throws ApiError BadRequest, RemoteBucketNotFound
 * @wire POST /v1/download backend: api/dload.go DownloadBackend
 */
export const downloadBackend = (bucket: BucketRef, options: DownloadBackendOptions = {}): Operation<string> => {
  const name = 'downloads.backend'
  const problem = firstProblem(
    checkRemoteBucket(name, bucket),
    bucket.namespace?.uuid === '@' ? invalidInput(name, 'bucket', 'must be of one cluster') : undefined,
  )
  return startDownload(name, 'backend', bucket, options, problem, {
    prefix: options.prefix ?? '',
    suffix: options.suffix ?? '',
    synchronize: options.sync ?? false,
  })
}
