import { atObject, invalidInput, readHeaders, type ObjectRef, type Operation } from '@ais/core'
import { ObjectAttributesV2 } from '../object-attributes-v2.js'
import { headObjectProps, type HeadObjectProp } from '../wire/head-object-props.js'
import { headObjectRoute } from '../wire/routes.js'

const defaultProps: readonly HeadObjectProp[] = ['name', 'size']

const namesOf = (props: string | readonly HeadObjectProp[]): readonly string[] =>
  typeof props === 'string' ? props.split(',').filter((name) => name !== '') : props

/**
 * Reads chosen attributes of an object without its content; `props` is a list or comma-separated text.
 * @throws ApiError ObjectNotFound, BucketNotFound
 * @wire HEAD /v1/objects/{bucket}/{object}?props=…: api/object.go HeadObjectV2
 */
export const headObjectV2 = (
  object: ObjectRef,
  props: string | readonly HeadObjectProp[] = [],
): Operation<ObjectAttributesV2> => {
  const place = atObject('objects.headV2', headObjectRoute, object)
  const asked = namesOf(props)
  const names = asked.length === 0 ? defaultProps : asked
  const unknown = names.find((name) => !headObjectProps.some((known) => known === name))
  const problem =
    place.problem ??
    (unknown === undefined
      ? undefined
      : invalidInput('objects.headV2', 'props', `has '${unknown}'; it may have ${headObjectProps.join(', ')}`))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, props: names.join(',') },
    needs: [...(place.needs ?? []), ...(names.includes('custom') ? (['repeated-headers'] as const) : [])],
    idempotent: true,
    read: readHeaders((headers) => new ObjectAttributesV2(headers)),
  }
}
