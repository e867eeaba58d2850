import { atObject, invalidInput, readHeaders, type ObjectRef, type Operation, type Query } from '@ais/core'
import { ObjectProps } from '../object-props.js'
import { isRemoteObject } from '../remote-object.js'
import { headObjectRoute } from '../wire/routes.js'

/** Options of {@link headObject}. */
export interface HeadObjectOptions {
  /**
   * Where the object may be: 0 anywhere; 2 or 3 in the cluster only, ObjectNotFound otherwise.
   * @defaultValue 0
   */
  readonly presence?: 0 | 2 | 3
  /**
   * Ask the backend too: Conflict when the cluster's copy is out of date. Refused for plain AIS buckets, which have no backend: a 5.0
   * target drops the connection over it.
   * @defaultValue false
   */
  readonly latest?: boolean
}

const presences: readonly unknown[] = [undefined, 0, 2, 3]

const queryOf = ({ presence, latest }: HeadObjectOptions): Query => ({
  ...(presence === undefined ? {} : { presence }),
  ...(latest === true ? { 'latest-ver': true } : {}),
})

/**
 * Reads an object's properties without its content.
 * @throws ApiError ObjectNotFound, BucketNotFound
 * @wire HEAD /v1/objects/{bucket}/{object}: api/object.go HeadObject
 */
export const headObject = (object: ObjectRef, options: HeadObjectOptions = {}): Operation<ObjectProps> => {
  const place = atObject('objects.head', headObjectRoute, object)
  const problem =
    place.problem ??
    (presences.includes(options.presence)
      ? undefined
      : invalidInput('objects.head', 'presence', 'must be 0, 2 or 3')) ??
    (options.latest === true && !isRemoteObject(object)
      ? invalidInput(
          'objects.head',
          'latest',
          'is for remote buckets: an AIS bucket has no backend to ask',
          place.subject,
        )
      : undefined)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, ...queryOf(options) },
    // One header line per key of the custom metadata: joined, they could not be told apart.
    needs: [...(place.needs ?? []), 'repeated-headers'],
    idempotent: true,
    read: readHeaders((headers) => new ObjectProps(headers)),
  }
}
