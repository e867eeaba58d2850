import { callName, ObjectChangedError, type Connection, type ErrorContext, type ObjectRef } from '@ais/core'
import type { ObjectAttributes } from '../object-attributes.js'
import { openObject, type ObjectContent, type ReadObjectOptions } from './read-object.js'

/** An object that is read in parts, all of one version. */
export interface PinnedObject {
  readonly connection: Connection
  readonly object: ObjectRef
  /** As it was when the read began. */
  readonly whole: ObjectAttributes
  readonly context: ErrorContext
}

/** Opens a range of an object, which must be of the version that the read began with. @throws ObjectChangedError */
export const openPart = async (
  { connection, object, whole, context }: PinnedObject,
  range: ReadObjectOptions,
): Promise<ObjectContent> => {
  const part = await openObject(connection, object, range)
  const { objVersion, checksumValue } = part.attributes
  if (objVersion === whole.objVersion && checksumValue === whole.checksumValue) return part
  part.discard()
  throw new ObjectChangedError(
    `${callName(context)}: the object changed while it was read in parts; what was read so far is not of one version, read it again`,
    context,
  )
}
