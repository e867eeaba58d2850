import { atObject, invalidInput, readNothing, type InvalidInputError, type ObjectRef, type Operation } from '@ais/core'
import { patchObjectRoute } from '../wire/routes.js'
import type { CustomMetadata } from '../wire/custom-metadata.js'

/** Options of {@link setCustomProps}. */
export interface SetCustomPropsOptions {
  /** Replace all custom metadata instead of merging into it. @defaultValue false */
  readonly replaceExisting?: boolean
}

const lineBreak = /[\r\n\0]/

const checkMetadata = (operation: string, metadata: CustomMetadata): InvalidInputError | undefined => {
  for (const [key, value] of Object.entries(metadata)) {
    if (key === '' || key.includes('=') || lineBreak.test(key))
      return invalidInput(operation, 'customMetadata', "has a key that is empty or holds '=' or a line break")
    if (typeof value !== 'string' || lineBreak.test(value))
      return invalidInput(operation, 'customMetadata', `has a value under '${key}' that is no text of one line`)
  }
  return undefined
}

/**
 * Sets custom metadata of an object, text by key; merges into what is there unless told to replace it.
 * @throws ApiError ObjectNotFound, BucketNotFound
 * @wire PATCH /v1/objects/{bucket}/{object}: api/object.go SetObjectCustomProps
 */
export const setCustomProps = (
  object: ObjectRef,
  customMetadata: CustomMetadata,
  options: SetCustomPropsOptions = {},
): Operation<void> => {
  const place = atObject('objects.setCustomProps', patchObjectRoute, object)
  const problem = place.problem ?? checkMetadata('objects.setCustomProps', customMetadata)
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, ...(options.replaceExisting === true ? { 'set-new-custom': true } : {}) },
    body: { kind: 'json', value: { action: '', name: '', value: customMetadata } },
    idempotent: true,
    read: readNothing,
  }
}
