import type { Socket } from 'node:net'
import type { Break, Fault } from './fault.ts'
import { answerFraming, formatHead, headerOf, requestFraming, withHeader, type Head } from './head.ts'
import type { MessageReader } from './message-reader.ts'
import type { Random } from './random.ts'
import { breakConnection, endBody, reset, untilClosed, writeHead, writePieces } from './socket-writer.ts'
import { spoilAnswer, type Answer } from './spoil-answer.ts'
import { firstOf, offsetOf } from './spoil-body.ts'
import { requestBytes, spoilRequest, type Request } from './spoil-request.ts'
import { followHere, openUpstream, readAnswer, sendOpen, sendRequest, type Forwarded } from './upstream.ts'

/** One request of a client, and what is to become of it. */
export interface ExchangeInput {
  readonly client: Socket
  readonly reader: MessageReader
  readonly head: Head
  readonly fault: Fault | undefined
  /** Where it goes on to. */
  readonly upstream: string
  /** What the client is to be redirected to instead of a node. */
  readonly frontOf: (origin: string) => Promise<string>
  readonly random: Random
  /** Counts the payload that went on to the server. */
  readonly onForwarded: (bytes: number) => void
}

/** How long a request that nobody reads is left alone before its connection is watched for its end. */
const hangMs = 1_000

const hang = async (client: Socket): Promise<'close'> => {
  const watch = setTimeout(() => {
    // Its reader listens for `readable`, which would keep it from flowing.
    client.removeAllListeners('readable')
    client.on('data', () => {})
  }, hangMs)
  await untilClosed(client)
  clearTimeout(watch)
  return 'close'
}

const drain = async (body: AsyncIterable<Buffer>): Promise<void> => {
  for await (const _ of body);
}

const reply = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Buffer =>
  Buffer.concat([
    formatHead({
      start: `HTTP/1.1 ${status} Injected`,
      lines: [...Object.entries(headers), ['Content-Length', String(Buffer.byteLength(body))]],
    }),
    Buffer.from(body),
  ])

/** Sends a part of a request on, and then ends both connections in the same way, or leaves them as they are. */
const forwardPart = async (
  input: ExchangeInput,
  { head, body }: Request,
  ending: Break | 'hang',
  bytes: number,
): Promise<'close'> => {
  const { client, upstream, onForwarded } = input
  if (bytes === 0) {
    if (ending === 'hang') return hang(client)
    await breakConnection(client, ending)
    return 'close'
  }
  const server = await openUpstream(upstream)
  await sendOpen(server, { head, body: firstOf(body, bytes) }, onForwarded)
  if (ending === 'hang') await hang(client)
  else await Promise.all([breakConnection(server, ending), breakConnection(client, ending)])
  server.destroy()
  return 'close'
}

/** Deals with requests that are not forwarded as they are; `undefined` for all others. */
const insteadOf = async (input: ExchangeInput, request: Request): Promise<'keep' | 'close' | undefined> => {
  const { client, fault, random, head } = input
  switch (fault?.kind) {
    case 'answer': {
      if (fault.afterBody === true) await drain(request.body)
      client.write(reply(fault.status, fault.headers, fault.body))
      const isRead = fault.afterBody === true || requestBytes(head) === 0
      if (!isRead) client.end()
      return isRead ? 'keep' : 'close'
    }
    case 'break':
      return forwardPart(input, request, fault.how, offsetOf(fault.at ?? 0, requestBytes(head), random))
    case 'hang':
      return forwardPart(input, request, 'hang', offsetOf(fault.at ?? 0, requestBytes(head), random))
    case 'redirect-loop': {
      const [, target = '/'] = head.start.split(' ')
      await drain(request.body)
      client.write(reply(301, { Location: `http://${headerOf(head, 'host') ?? ''}${target}` }))
      return 'keep'
    }
    case 'garbage':
      client.end('\u0000\u0001 this is no HTTP\r\n\r\n')
      return 'close'
    default:
      return undefined
  }
}

const writeAnswer = async (client: Socket, answer: Answer, method: string): Promise<'keep' | 'close'> => {
  const { head, body, ending, headBytes } = answer
  const framing = answerFraming(head, method)
  if (headBytes !== undefined) client.write(formatHead(head).subarray(0, headBytes))
  else {
    await writeHead(client, head)
    await writePieces(client, body, framing)
  }
  if (ending === 'hang') return hang(client)
  if (ending !== 'whole') {
    await breakConnection(client, ending)
    return 'close'
  }
  await endBody(client, framing)
  return framing.kind === 'to-end' || /close/i.test(headerOf(head, 'connection') ?? '') ? 'close' : 'keep'
}

const withFront = async (head: Head, frontOf: ExchangeInput['frontOf']): Promise<Head> => {
  const location = headerOf(head, 'location')
  if (location === undefined || !/^https?:/.test(location)) return head
  const { origin } = new URL(location)
  return withHeader(head, 'Location', (await frontOf(origin)) + location.slice(origin.length))
}

/** Sends a request on, and gives the answer as soon as it begins. */
const forward = async (
  { fault, upstream, onForwarded }: ExchangeInput,
  request: Request,
): Promise<{ readonly answered: Forwarded; readonly isAllSent: () => boolean }> => {
  if (fault?.kind === 'follow')
    return { answered: await followHere(upstream, request, onForwarded), isAllSent: () => true }
  const server = await openUpstream(upstream)
  let isAllSent = false
  // A server that answers early reads no more; its answer is what counts then.
  sendRequest(server, request, onForwarded).then(
    () => {
      isAllSent = true
    },
    () => undefined,
  )
  try {
    return { answered: await readAnswer(server), isAllSent: () => isAllSent }
  } catch (error) {
    reset(server)
    throw error
  }
}

/** Makes one exchange, and tells whether the client's connection can be used for another. */
export const makeExchange = async (input: ExchangeInput): Promise<'keep' | 'close'> => {
  const { client, reader, head, fault, frontOf, random } = input
  const [method = ''] = head.start.split(' ')
  const asked: Request = { head, body: reader.body(requestFraming(head)) }
  const instead = await insteadOf(input, asked)
  if (instead !== undefined) return instead
  const request = spoilRequest(asked, fault, random)
  const { answered, isAllSent } = await forward(input, request)
  try {
    const answer: Answer = {
      head: await withFront(answered.head, frontOf),
      body: answered.reader.body(answerFraming(answered.head, method)),
      ending: 'whole',
    }
    const spoilt = fault === undefined ? answer : await spoilAnswer(answer, fault, random)
    const kept = await writeAnswer(client, spoilt, method)
    if (isAllSent()) return kept
    // The rest of the request is in the way of the next one.
    client.end()
    return 'close'
  } finally {
    // Without a trace in the system's table of closed connections, which a long run would fill up.
    reset(answered.socket)
  }
}
