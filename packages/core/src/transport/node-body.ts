import type { Readable } from 'node:stream'
import { faultOf } from './node-errors.js'
import { TransportFault } from './transport.js'

/** Reads a response stream piece by piece; a stream that closes before its end is a fault, never a short body. */
export const readNodeBody = (
  stream: Readable,
): { readonly body: AsyncIterable<Uint8Array>; readonly discard: () => void } => {
  let ended = false
  stream.once('end', () => {
    ended = true
  })
  // Errors reach whoever reads; nobody reading must not crash the process.
  stream.on('error', () => {})
  const read = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of stream as AsyncIterable<Uint8Array>) yield piece
    } catch (error) {
      throw faultOf(error, 'body')
    }
    if (!ended) throw new TransportFault('truncated', 'closed before its end', true)
  }
  return {
    body: { [Symbol.asyncIterator]: read },
    discard: () => {
      if (!ended) drainOrDestroy(stream)
    },
  }
}

/** As much of a rest as is read, and as long, so that the connection can be kept; more is not worth its bytes. */
const drainBytes = 64 * 1024
const drainMs = 1_000

const drainOrDestroy = (stream: Readable): void => {
  if (stream.destroyed) return
  let drained = 0
  const timer = setTimeout(() => stream.destroy(), drainMs)
  stream.once('close', () => clearTimeout(timer))
  stream.once('end', () => clearTimeout(timer))
  stream.on('data', (piece: Uint8Array) => {
    drained += piece.length
    if (drained > drainBytes) stream.destroy()
  })
}
