import type { IncomingMessage } from 'node:http'
import { bodyOf } from './request-body.js'

/** Largest JSON message that is read. */
const maxMessageBytes = 8 * 1024 * 1024

const readText = async (incoming: IncomingMessage): Promise<string | undefined> => {
  const pieces: Uint8Array[] = []
  let length = 0
  // Without its connection nobody could be told that it is too large.
  for await (const piece of bodyOf(incoming, true)) {
    length += piece.length
    if (length > maxMessageBytes) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** Reads a body as text, at once where there is none; `undefined` when it is larger than any message. */
export const readMessageText = (incoming: IncomingMessage): Promise<string | undefined> | string => {
  const { headers } = incoming
  return headers['content-length'] === undefined && headers['transfer-encoding'] === undefined ? '' : readText(incoming)
}

/** Lower-cases the keys of a message, as Go's JSON decoder matches them; the keys of `value` stay. */
export const lowerCaseKeys = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]))
    : undefined
