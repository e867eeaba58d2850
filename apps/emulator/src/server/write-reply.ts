import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { EmulatorReply } from './handler.js'

/** Node writes header values as Latin-1: this makes their UTF-8 bytes come out. What no header can hold becomes a space, as Go makes of line ends. */
const asHeaderBytes = (value: string): string =>
  Buffer.from(value, 'utf8')
    .toString('latin1')
    // eslint-disable-next-line no-control-regex
    .replace(/[\0-\u0008\n-\u001f\u007f]/g, ' ')

/** Writes a reply; a body that fails midway breaks the connection, so that no client takes it for whole. */
export const writeReply = async (reply: EmulatorReply, response: ServerResponse, isHead: boolean): Promise<void> => {
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    response.setHeader(name, typeof value === 'string' ? asHeaderBytes(value) : value.map(asHeaderBytes))
  response.statusCode = reply.status
  const { body } = reply
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    if (!response.hasHeader('content-length') && !isHead)
      response.setHeader('content-length', String(body === undefined ? 0 : Buffer.byteLength(body)))
    response.end(isHead ? undefined : body)
    return
  }
  if (isHead) {
    response.end()
    return
  }
  if (reply.isHeadFirst === true) response.flushHeaders()
  // The client going away ends the pipeline with an error that is nobody's fault.
  await pipeline(Readable.from(body, { objectMode: false }), response).catch(() => response.destroy())
}
