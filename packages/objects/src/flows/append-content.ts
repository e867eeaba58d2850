import type { CallOptions, Connection, ObjectRef } from '@ais/core'
import { contentBody, type Content } from '../content/content-source.js'
import { appendObject, flushAppend } from '../operations/append-object.js'

/** Options of {@link appendContent}. */
export interface AppendContentOptions extends CallOptions {
  /** What the append before gave; `''` begins a series. @defaultValue '' */
  readonly handle?: string
  /** End the series: the object becomes visible with all that was appended. @defaultValue false */
  readonly flush?: boolean
  /** Length of the content in bytes; other content fails. @defaultValue as known of the content */
  readonly sizeBytes?: number
}

/**
 * Appends content to an object that is being built, and gives the handle for the next append; `''` after a flush. The first append starts
 * from the content the object has. Content given together with `flush` is appended first: AIStore ignores a body that comes with a flush.
 * @throws InvalidInputError, LocalFileError, ApiError BucketNotFound or BadRequest (a handle that is none)
 */
export const appendContent = async (
  connection: Connection,
  object: ObjectRef,
  content: Content,
  options: AppendContentOptions = {},
): Promise<string> => {
  const { handle = '', flush = false, sizeBytes, ...call } = options
  const problem = flushAppend(object, 'any').problem
  if (problem !== undefined) throw problem
  const body = await contentBody('objects.append', content, sizeBytes)
  // With nothing to add, only a series that has begun can be flushed.
  const isNothing = flush && handle !== '' && body.kind === 'bytes' && body.bytes.length === 0
  const next = isNothing ? handle : await connection.send(appendObject(object, body, handle), call)
  if (!flush) return next
  await connection.send(flushAppend(object, next), call)
  return ''
}
