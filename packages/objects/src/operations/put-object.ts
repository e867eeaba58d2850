import { atObject, readHeaders, type ObjectRef, type Operation, type OperationBody } from '@ais/core'
import { checksumTypeHeader, checksumValueHeader, type ChecksumType } from '@ais/core/wire'
import { ObjectAttributes } from '../object-attributes.js'
import { putObjectRoute } from '../wire/routes.js'

/** Options of {@link putObject}. */
export interface PutObjectOptions {
  /** Checksum of the content; the server refuses content that does not have it. @defaultValue none: the server computes its own */
  readonly checksum?: { readonly type: ChecksumType; readonly value: string }
  /** Do not load the object that is overwritten: faster, and its version does not count up. @defaultValue false */
  readonly skipVersionCheck?: boolean
}

/**
 * Stores content as an object, over one of that name if there is one.
 * @throws ApiError BucketNotFound, ChecksumMismatch
 * @wire PUT /v1/objects/{bucket}/{object}: api/object.go PutObject
 */
export const putObject = (
  object: ObjectRef,
  body: Extract<OperationBody, { kind: 'bytes' | 'stream' }>,
  options: PutObjectOptions = {},
): Operation<ObjectAttributes> => {
  const place = atObject('objects.put', putObjectRoute, object)
  return {
    ...place,
    query: { ...place.query, ...(options.skipVersionCheck === true ? { skip_vc: true } : {}) },
    headers: {
      [checksumTypeHeader]: options.checksum?.type,
      [checksumValueHeader]: options.checksum?.value,
    },
    body,
    idempotent: true,
    bytes: true,
    read: readHeaders((headers) => new ObjectAttributes(headers)),
  }
}
