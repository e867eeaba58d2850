import { atObject, readHeaders, type ObjectRef, type Operation, type OperationBody, type Place } from '@ais/core'
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

const readAttributes = readHeaders((headers) => new ObjectAttributes(headers))

type Body = Extract<OperationBody, { kind: 'bytes' | 'stream' }>

/** An object that is about to be stored. */
export interface PuttingObject {
  /** Where it goes; a wrong name is its `problem`, known before there is any content. */
  readonly place: Place
  readonly put: (body: Body, checksum?: PutObjectOptions['checksum']) => Operation<ObjectAttributes>
}

/** Begins {@link putObject}: where to is known, content and checksum are yet to come. */
export const puttingObject = (
  object: ObjectRef,
  { skipVersionCheck = false }: Pick<PutObjectOptions, 'skipVersionCheck'> = {},
): PuttingObject => {
  const place = atObject('objects.put', putObjectRoute, object)
  const query = skipVersionCheck ? { ...place.query, skip_vc: true } : place.query
  const put: PuttingObject['put'] = (body, checksum) => ({
    ...place,
    query,
    headers: { [checksumTypeHeader]: checksum?.type, [checksumValueHeader]: checksum?.value },
    body,
    idempotent: true,
    bytes: true,
    read: readAttributes,
  })
  return { place, put }
}

/**
 * Stores content as an object, over one of that name if there is one.
 * @throws ApiError BucketNotFound, ChecksumMismatch
 * @wire PUT /v1/objects/{bucket}/{object}: api/object.go PutObject
 */
export const putObject = (object: ObjectRef, body: Body, options: PutObjectOptions = {}): Operation<ObjectAttributes> =>
  puttingObject(object, options).put(body, options.checksum)
