import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { Break } from './fault.ts'
import { formatHead, type Framing, type Head } from './head.ts'

/** Writes, and waits until the socket takes more. @throws when it is gone */
const write = async (socket: Socket, bytes: Uint8Array): Promise<void> => {
  if (socket.destroyed || socket.writableEnded) throw new Error('the peer is gone')
  if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
}

/** Waits until all that was written has gone to the system. */
const flushed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed) return resolve()
    socket.write('', () => resolve())
  })

/**
 * Resets a connection. One that is ending already is closed instead: libuv cannot reset it, and Node would wait for its handle forever when
 * the process ends.
 */
export const reset = (socket: Socket): void => {
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}

/** Breaks a connection once what was written is on its way. */
export const breakConnection = async (socket: Socket, how: Break): Promise<void> => {
  await flushed(socket)
  if (how === 'rst') reset(socket)
  else {
    socket.end()
    socket.destroySoon()
  }
}

/** Waits until the peer has closed. */
export const untilClosed = async (socket: Socket): Promise<void> => {
  if (!socket.destroyed) await once(socket, 'close').catch(() => undefined)
}

/** Writes a head. */
export const writeHead = (socket: Socket, head: Head): Promise<void> => write(socket, formatHead(head))

/** Writes a body piece by piece as its framing says, without an end. */
export const writePieces = async (
  socket: Socket,
  body: AsyncIterable<Uint8Array>,
  framing: Framing,
  onPiece: (bytes: number) => void = () => {},
): Promise<void> => {
  for await (const piece of body) {
    if (piece.length === 0) continue
    onPiece(piece.length)
    if (framing.kind !== 'chunked') await write(socket, piece)
    else
      await write(socket, Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]))
  }
}

/** Ends a body whose end is written. */
export const endBody = async (socket: Socket, framing: Framing): Promise<void> => {
  if (framing.kind === 'chunked') await write(socket, Buffer.from('0\r\n\r\n'))
  await flushed(socket)
  if (framing.kind === 'to-end') socket.end()
}
