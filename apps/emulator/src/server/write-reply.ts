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

/** Status and headers, in the form that Node writes without looking at them again. */
interface Head {
  readonly status: number
  /** Names and values by turns. */
  readonly lines: (string | string[])[]
  /** What `Content-Length` states. */
  lengthBytes: number | undefined
}

const headOf = ({ status, headers }: EmulatorReply, isLast: boolean): Head => {
  const head: Head = { status, lines: isLast ? ['Connection', 'close'] : [], lengthBytes: undefined }
  for (const name in headers) {
    if (isLast && name === 'Connection') continue
    const value = headers[name] ?? ''
    head.lines.push(name, typeof value === 'string' ? asHeaderBytes(value) : value.map(asHeaderBytes))
    if (name === 'Content-Length') head.lengthBytes = Number(value)
  }
  return head
}

const write = (response: ServerResponse, { status, lines }: Head): void => {
  response.writeHead(status, lines)
}

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
const writeContent = async (body: AsyncIterable<Uint8Array>, response: ServerResponse, head: Head): Promise<void> => {
  let sent = 0
  for await (const piece of body) {
    if (response.destroyed) return
    if (!response.headersSent) write(response, head)
    sent += piece.length
    if (sent === head.lengthBytes) {
      response.end(piece)
      return
    }
    if (!response.write(piece) && !response.destroyed) await drained(response)
  }
  if (!response.headersSent) {
    if (head.lengthBytes === undefined) head.lines.push('Content-Length', '0')
    write(response, head)
  }
  response.end()
}

const writeStream = async (
  body: AsyncIterable<Uint8Array>,
  response: ServerResponse,
  head: Head,
  isHeadFirst: boolean,
): Promise<number> => {
  try {
    if (isHeadFirst) {
      write(response, head)
      response.flushHeaders()
    }
    await writeContent(body, response, head)
  } catch {
    // Nobody else can be told of it: the head has gone out.
    response.destroy()
  }
  return head.lengthBytes ?? 0
}

/**
 * Writes a reply; a body that fails midway breaks the connection, so that no client takes it for whole.
 * @param isLast whether the connection is closed after it
 * @returns the length that it states, 0 for none, once all has been handed over; at once where there is nothing to wait for
 */
export const writeReply = (
  reply: EmulatorReply,
  response: ServerResponse,
  isHead: boolean,
  isLast = false,
): Promise<number> | number => {
  const head = headOf(reply, isLast)
  const { body } = reply
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    if (head.lengthBytes === undefined && !isHead) {
      head.lengthBytes = body === undefined ? 0 : Buffer.byteLength(body)
      head.lines.push('content-length', String(head.lengthBytes))
    }
    write(response, head)
    response.end(isHead ? undefined : body)
  } else if (isHead) {
    write(response, head)
    response.end()
  } else return writeStream(body, response, head, reply.isHeadFirst === true)
  return head.lengthBytes ?? 0
}
