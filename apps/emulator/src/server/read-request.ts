import type { IncomingMessage } from 'node:http'

/** Largest JSON message that is read. */
const maxMessageBytes = 8 * 1024 * 1024

/** Reads a body as text; `undefined` when it is larger than any message. */
export const readMessageText = async (incoming: IncomingMessage): Promise<string | undefined> => {
  const { headers } = incoming
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return ''
  const pieces: Uint8Array[] = []
  let length = 0
  // Without its connection nobody could be told that it is too large.
  for await (const piece of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += piece.length
    if (length > maxMessageBytes) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** Lower-cases the keys of a message, as Go's JSON decoder matches them; the keys of `value` stay. */
export const lowerCaseKeys = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]))
    : undefined
