import {
  actionBody,
  atObject,
  checkInteger,
  firstProblem,
  invalidInput,
  readNothing,
  readText,
  type InvalidInputError,
  type ObjectRef,
  type Operation,
} from '@ais/core'
import type { ContentBody } from '../content/content-source.js'
import { abortMultipartRoute, completeMultipartRoute, createMultipartRoute, putObjectRoute } from '../wire/routes.js'

/** Parts that an upload may have. @wire core/lchunk.go maxChunkCount */
export const maxPartNumber = 9999

const checkUploadId = (operation: string, uploadId: string): InvalidInputError | undefined =>
  uploadId === '' ? invalidInput(operation, 'uploadId', 'must not be empty: create the upload first') : undefined

/**
 * Begins an upload in parts and gives its id. An object of that name stays until the upload is completed.
 * @throws ApiError BucketNotFound
 * @wire POST /v1/objects/{bucket}/{object} mpt-upload: api/multipart.go CreateMultipartUpload
 */
export const createMultipart = (object: ObjectRef): Operation<string> => ({
  ...atObject('objects.createMultipart', createMultipartRoute, object),
  body: actionBody('mpt-upload'),
  idempotent: false,
  read: readText,
})

/**
 * Uploads one part; parts may go in any order and at the same time. A part must not arrive twice: AIStore 5.0 then corrupts the object,
 * so it is never retried here. The size must be known.
 * @throws ApiError NotFound (no such upload), BadRequest
 * @wire PUT /v1/objects/{bucket}/{object}?uploadId&partNumber: api/multipart.go UploadPart
 */
export const putPart = (
  object: ObjectRef,
  uploadId: string,
  partNumber: number,
  body: ContentBody,
): Operation<void> => {
  const name = 'objects.putPart'
  const place = atObject(name, putObjectRoute, object)
  const sizeBytes = body.kind === 'bytes' ? body.bytes.length : body.sizeBytes
  const problem = firstProblem(
    place.problem,
    checkUploadId(name, uploadId),
    checkInteger(name, 'partNumber', partNumber, { min: 1, max: maxPartNumber }),
    sizeBytes === undefined
      ? invalidInput(name, 'sizeBytes', 'must be given for a stream: AIStore takes no part of unknown size')
      : undefined,
    sizeBytes === 0 ? invalidInput(name, 'content', 'must not be empty: AIStore takes no empty part') : undefined,
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, uploadId, partNumber },
    body,
    idempotent: false,
    bytes: true,
    read: readNothing,
  }
}

const checkNumbers = (operation: string, partNumbers: readonly number[]): InvalidInputError | undefined => {
  if (partNumbers.length === 0) return invalidInput(operation, 'parts', 'must not be empty')
  const sorted = partNumbers.toSorted((a, b) => a - b)
  const wrong = sorted.findIndex((number, index) => number !== index + 1)
  if (wrong < 0) return undefined
  return invalidInput(
    operation,
    'parts',
    sorted[wrong] === sorted[wrong - 1]
      ? `have number ${sorted[wrong]} twice`
      : `must have all numbers from 1 on: ${wrong + 1} is missing`,
  )
}

/**
 * Makes the uploaded parts the object, in the order of their numbers.
 * @throws ApiError NotFound (no such upload), BadRequest (a part is missing)
 * @wire POST /v1/objects/{bucket}/{object} mpt-complete: api/multipart.go CompleteMultipartUpload
 */
export const completeMultipart = (
  object: ObjectRef,
  uploadId: string,
  partNumbers: readonly number[],
): Operation<void> => {
  const name = 'objects.completeMultipart'
  const place = atObject(name, completeMultipartRoute, object)
  const problem = firstProblem(place.problem, checkUploadId(name, uploadId), checkNumbers(name, partNumbers))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, uploadId },
    body: actionBody('mpt-complete', {
      value: partNumbers.map((number) => ({ 'part-number': number, etag: '' })),
    }),
    idempotent: false,
    read: readNothing,
  }
}

/**
 * Throws an upload and its parts away.
 * @throws ApiError NotFound (no such upload, or done with already)
 * @wire DELETE /v1/objects/{bucket}/{object} mpt-abort: api/multipart.go AbortMultipartUpload
 */
export const abortMultipart = (object: ObjectRef, uploadId: string): Operation<void> => {
  const name = 'objects.abortMultipart'
  const place = atObject(name, abortMultipartRoute, object)
  const problem = firstProblem(place.problem, checkUploadId(name, uploadId))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, uploadId },
    body: actionBody('mpt-abort'),
    idempotent: false,
    read: readNothing,
  }
}
