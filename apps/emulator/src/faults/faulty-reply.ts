import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { EmulatorReply } from '../server/handler.js'
import type { StruckFault } from './faults.js'

/** Waits, but no longer than the client does. */
export const delayed = async (socket: Socket, delayMs: number): Promise<void> => {
  await new Promise<void>((resolve) => {
    const over = (): void => {
      clearTimeout(timer)
      socket.off('close', over)
      resolve()
    }
    const timer = setTimeout(over, delayMs)
    socket.once('close', over)
  })
}

const piecesOf = async function* (body: EmulatorReply['body']): AsyncGenerator<Uint8Array> {
  if (body === undefined) return
  if (typeof body === 'string' || body instanceof Uint8Array) yield Buffer.from(body)
  else yield* body
}

/** The first bytes of content. */
const firstBytes = async function* (body: EmulatorReply['body'], limit: number): AsyncGenerator<Uint8Array> {
  let left = limit
  for await (const piece of piecesOf(body)) {
    if (left > 0) yield piece.subarray(0, left)
    left -= piece.length
    if (left <= 0) return
  }
}

const withWrongBit = async function* (body: EmulatorReply['body'], position: number): AsyncGenerator<Uint8Array> {
  let start = 0
  for await (const piece of piecesOf(body)) {
    const at = position - start
    start += piece.length
    if (at < 0 || at >= piece.length) {
      yield piece
      continue
    }
    const damaged = new Uint8Array(piece)
    damaged[at] = (damaged[at] ?? 0) ^ 1
    yield damaged
  }
}

/** How long the content is, where that is known before it is sent. */
const lengthOf = ({ headers, body }: EmulatorReply): number | undefined => {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.byteLength(body)
  const [, stated] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-length') ?? []
  return stated === undefined ? undefined : Number(stated)
}

/** An answer as a fault lets it through; its stated length stays. */
export const faultyReply = (reply: EmulatorReply, fault: StruckFault, socket: Socket): EmulatorReply => {
  const { cutAtBytes, stallAtBytes, corrupt, chance } = fault
  const sizeBytes = lengthOf(reply)
  const stated = sizeBytes === undefined ? {} : { 'Content-Length': String(sizeBytes) }
  const { 'Content-Length': _, ...headers } = reply.headers ?? {}
  const limit = cutAtBytes ?? stallAtBytes
  if (limit !== undefined) {
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield* firstBytes(reply.body, limit)
      // What was written must be out before the connection is broken.
      if (cutAtBytes !== undefined) socket.destroySoon()
      await once(socket, 'close')
    }
    return { ...reply, headers: { ...headers, ...stated }, body: body(), isHeadFirst: true }
  }
  if (corrupt === undefined) return reply
  const position = corrupt === 'anywhere' ? Math.floor(chance * (sizeBytes ?? 1)) : corrupt
  return { ...reply, headers: { ...headers, ...stated }, body: withWrongBit(reply.body, position) }
}
