import {
  actionBody,
  atBucket,
  bucketUname,
  checkBucketName,
  firstProblem,
  readText,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { checkOwnBucket } from '../check-bucket.js'
import { renameBucketRoute } from '../wire/routes.js'

/**
 * Starts renaming an AIS bucket within its namespace; gives the job's id. Until it is done both names are listed.
 * @throws ApiError BucketNotFound, BucketAlreadyExists (of the new name), Conflict (another job is at work on it)
 * @wire POST /v1/buckets/{bucket} move-bck: api/bucket.go RenameBucket
 */
export const renameBucket = (bucket: BucketRef, toName: string): Operation<string> => {
  const place = atBucket('buckets.rename', renameBucketRoute, bucket)
  const problem = firstProblem(
    place.problem,
    checkOwnBucket('buckets.rename', bucket),
    checkBucketName('buckets.rename', toName, 'toBckName'),
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, bck_to: bucketUname({ ...bucket, name: toName }) },
    body: actionBody('move-bck'),
    idempotent: false,
    read: readText,
  }
}
