import { isAisError, type Connection, type ObjectRef, type SendOptions } from '@ais/core'
import { rangeOf } from '../get-options.js'
import { headObject } from '../operations/head-object.js'
import { formatByteRange, restOfRange } from '../wire/byte-range.js'
import { callFor } from './call-for.js'
import { isWholeOnly } from './reopen-object.js'
import type { ObjectContent, ReadObjectOptions } from './read-object.js'

/** A read that is to begin somewhere after its start. */
export interface ReadFrom {
  readonly client: Connection
  readonly object: ObjectRef
  readonly options: ReadObjectOptions
  readonly open: (options: ReadObjectOptions) => Promise<ObjectContent>
}

const skipping = async function* (content: AsyncIterable<Uint8Array>, skipBytes: number): AsyncGenerator<Uint8Array> {
  let left = skipBytes
  for await (const piece of content) {
    const rest = piece.subarray(Math.min(left, piece.length))
    left -= piece.length - rest.length
    if (rest.length > 0) yield rest
  }
}

/** Tells whether a position that cannot be read from is the very end of the object. */
const isTheEnd = async ({ client, object }: ReadFrom, call: SendOptions, startPosition: number): Promise<boolean> =>
  (await client.send(headObject(object), call)).size === startPosition

/**
 * Reads content from a position in it: by a range where the server gives ranges, otherwise from the start, and skipped. At the very end
 * there is nothing; beyond it the server's RangeNotSatisfiable is thrown.
 */
export const iterateFrom = async function* (read: ReadFrom, startPosition: number): AsyncGenerator<Uint8Array> {
  const { options, open } = read
  const call = callFor(options)
  const asked = rangeOf(options)
  if (startPosition === 0 || isWholeOnly(options) || asked?.kind === 'suffix') {
    const { body } = await open(options)
    yield* startPosition === 0 ? body : skipping(body, startPosition)
    return
  }
  const { offsetBytes: _offset, lengthBytes: _length, byteRange: _range, blobDownloadConfig: _blob, ...whole } = options
  const rest = restOfRange(asked ?? { kind: 'from', start: 0 }, startPosition)
  if (rest === undefined) return
  let content: ObjectContent
  try {
    content = await open({ ...whole, byteRange: formatByteRange(rest) })
  } catch (error) {
    const isPast = isAisError(error) && error._tag === 'Api' && error.code === 'RangeNotSatisfiable'
    if (isPast && asked === undefined && (await isTheEnd(read, call(), startPosition))) return
    throw error
  }
  yield* content.body
}
