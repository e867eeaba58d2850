import { atObject, type Connection, type ObjectRef } from '@ais/core'
import { encodeQuery } from '@ais/core/wire'
import { checkEtl, etlQuery, type EtlSelection } from './etl-selection.js'
import { getObjectRoute } from './wire/routes.js'

/** Options of {@link objectUrl}. */
export interface ObjectUrlOptions extends EtlSelection {
  /** Path of a member, if the object is an archive. @defaultValue none */
  readonly archpath?: string
}

/**
 * Writes the URL at which an object can be fetched with any HTTP client; sends nothing.
 * @throws InvalidInputError for a name that cannot be
 */
export const objectUrl = (connection: Connection, object: ObjectRef, options: ObjectUrlOptions = {}): string => {
  const place = atObject('objects.getUrl', getObjectRoute, object)
  const problem = place.problem ?? checkEtl('objects.getUrl', options)
  if (problem !== undefined) throw problem
  const { archpath } = options
  const query = encodeQuery({
    ...place.query,
    ...(archpath === undefined || archpath === '' ? {} : { archpath }),
    ...etlQuery(options),
  })
  return `${connection.endpoint}${place.path}?${query}`
}

/** Writes an object's address as AIStore's tools do, `ais://bucket/name`: the name as it is, and without the namespace. */
export const semanticUrl = (object: ObjectRef): string =>
  `${object.bucket.provider ?? 'ais'}://${object.bucket.name}/${object.name}`
