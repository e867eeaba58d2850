import { DecodeError } from '../errors/decode-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import type { ArrivingBody } from '../transport/transport.js'

/** Joins pieces into one array. */
export const concatBytes = (pieces: readonly Uint8Array[]): Uint8Array => {
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) return only
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let position = 0
  for (const piece of pieces) {
    whole.set(piece, position)
    position += piece.length
  }
  return whole
}

/** Reads a body to its end into memory. */
export const collectBytes = async (body: ArrivingBody): Promise<Uint8Array> => {
  const whole = body.takeWhole?.()
  if (whole !== undefined) return whole
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return concatBytes(pieces)
}

/** Reads a body to its end as UTF-8; bytes that are not become U+FFFD, as some of AIStore's messages need. */
export const collectText = async (body: ArrivingBody): Promise<string> =>
  new TextDecoder().decode(await collectBytes(body))

/** Largest answer that is read into memory as text or JSON, in bytes: 256 MiB. */
export const maxAnswerBytes = 2 ** 28

/** Reads an answer to its end, up to `maxBytes`. @throws DecodeError for a longer one, whose rest is not read */
export const collectAnswerBytes = async (
  body: ArrivingBody,
  context: ErrorContext,
  maxBytes = maxAnswerBytes,
): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  let length = 0
  const whole = body.takeWhole?.()
  for await (const piece of whole === undefined ? body : [whole]) {
    length += piece.length
    if (length > maxBytes)
      throw new DecodeError('', `is longer than ${maxBytes} bytes, which no answer of AIStore is; not read on`, context)
    pieces.push(piece)
  }
  return concatBytes(pieces)
}

/**
 * Reads an answer to its end as UTF-8, as {@link collectText} does, up to `maxBytes`.
 * @throws DecodeError for a longer one, whose rest is not read
 */
export const collectAnswer = async (body: ArrivingBody, context: ErrorContext, maxBytes?: number): Promise<string> =>
  new TextDecoder().decode(await collectAnswerBytes(body, context, maxBytes))
