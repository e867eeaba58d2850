import {
  atObject,
  DecodeError,
  readHeaders,
  readNothing,
  type ObjectRef,
  type Operation,
  type OperationBody,
} from '@ais/core'
import { invalidInput } from '@ais/core'
import { putObjectRoute } from '../wire/routes.js'

/**
 * Appends content to an object that is being built; gives the handle for the next append or the flush.
 * The first append, with an empty handle, starts from the content the object has. Nothing is visible before
 * {@link flushAppend}. Not tried again once content may have arrived: it could be appended twice.
 * @throws ApiError BucketNotFound, BadRequest (a handle that is none)
 * @wire PUT /v1/objects/{bucket}/{object}?append_type=append: api/object.go AppendObject
 */
export const appendObject = (
  object: ObjectRef,
  body: Extract<OperationBody, { kind: 'bytes' | 'stream' }>,
  handle = '',
): Operation<string> => {
  const place = atObject('objects.append', putObjectRoute, object)
  return {
    ...place,
    query: { ...place.query, append_type: 'append', append_handle: handle },
    body,
    idempotent: false,
    bytes: true,
    read: readHeaders((headers, response) => {
      const next = headers.get('ais-append-handle')
      if (next === undefined || next === '')
        throw new DecodeError('Ais-Append-Handle', 'is missing', { operation: 'objects.append', node: response.node })
      return next
    }),
  }
}

/**
 * Ends a series of appends: the object becomes visible with all that was appended.
 * @throws ApiError BadRequest (a handle that is none)
 * @wire PUT /v1/objects/{bucket}/{object}?append_type=flush: api/object.go FlushObject
 */
export const flushAppend = (object: ObjectRef, handle: string): Operation<void> => {
  const place = atObject('objects.flushAppend', putObjectRoute, object)
  const problem =
    place.problem ?? (handle === '' ? invalidInput('objects.flushAppend', 'handle', 'must not be empty') : undefined)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, append_type: 'flush', append_handle: handle },
    // Without content: the server ignores a body here, and what it held would be lost.
    body: { kind: 'bytes', bytes: new Uint8Array(0) },
    idempotent: false,
    read: readNothing,
  }
}
