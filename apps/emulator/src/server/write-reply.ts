import type { ServerResponse } from 'node:http'
import type { EmulatorReply } from './handler.js'

/** What goes out as it is. */
const plain = /^[\t -~]*$/

/** Node writes header values as Latin-1: this makes their UTF-8 bytes come out. What no header can hold becomes a space, as Go makes of line ends. */
const asHeaderBytes = (value: string): string =>
  plain.test(value)
    ? value
    : Buffer.from(value, 'utf8')
        .toString('latin1')
        // eslint-disable-next-line no-control-regex
        .replace(/[\0-\u0008\n-\u001f\u007f]/g, ' ')

/** Waits until more can be written, or nobody is there to read it. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })

/** Writes content as it comes; the last of a known length goes with the end, and with the head if it is all there is. */
const writeContent = async (body: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> => {
  const length = response.hasHeader('content-length') ? Number(response.getHeader('content-length')) : undefined
  let sent = 0
  for await (const piece of body) {
    if (response.destroyed) return
    sent += piece.length
    if (sent === length) {
      response.end(piece)
      return
    }
    if (!response.write(piece) && !response.destroyed) await drained(response)
  }
  response.end()
}

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
  try {
    await writeContent(body, response)
  } catch {
    // Nobody else can be told of it: the head has gone out.
    response.destroy()
  }
}
