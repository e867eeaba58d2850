import {
  actionBody,
  atBucket,
  checkInteger,
  checkObjectName,
  firstProblem,
  readText,
  type ObjectRef,
  type Operation,
} from '@ais/core'
import { blobDownloadRoute } from '../wire/routes.js'

/** Options of {@link blobDownloadObject}. */
export interface BlobDownloadOptions {
  /** Bytes per range read, 1 or more. @defaultValue the server's */
  readonly chunkSizeBytes?: number
  /** Range reads at a time, 1 or more. @defaultValue the server's */
  readonly numWorkers?: number
  /** Take the newest version of the backend. @defaultValue false */
  readonly latest?: boolean
}

/**
 * Starts a job that brings a remote object into the cluster by parallel range reads; gives the job's id, `''` when the object is
 * there already.
 * @throws ApiError BadRequest (the bucket is not remote), ObjectNotFound
 * @wire POST /v1/objects/{bucket} blob-download: api/blob.go BlobDownload
 */
export const blobDownloadObject = (object: ObjectRef, options: BlobDownloadOptions = {}): Operation<string> => {
  const name = 'objects.blobDownload'
  const place = atBucket(name, blobDownloadRoute, object.bucket)
  const problem = firstProblem(
    place.problem,
    checkObjectName(name, object.name),
    checkInteger(name, 'chunkSizeBytes', options.chunkSizeBytes, { min: 1 }),
    checkInteger(name, 'numWorkers', options.numWorkers, { min: 1 }),
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    needs: ['redirect'],
    body: actionBody('blob-download', {
      name: object.name,
      value: {
        'latest-ver': options.latest ?? false,
        ...(options.chunkSizeBytes === undefined ? {} : { 'chunk-size': options.chunkSizeBytes }),
        ...(options.numWorkers === undefined ? {} : { 'num-workers': options.numWorkers }),
      },
    }),
    // Asked at the bucket, but it is the object that is missing.
    meaning: ({ status, tcode }) => (status === 404 && tcode === 'ErrNotFound' ? 'ObjectNotFound' : undefined),
    idempotent: false,
    read: readText,
  }
}
