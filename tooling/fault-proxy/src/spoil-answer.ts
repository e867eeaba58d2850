import { gzipSync } from 'node:zlib'
import type { Break, Fault } from './fault.ts'
import { answerFraming, headerOf, statusOf, withHeader, type Head } from './head.ts'
import type { Random } from './random.ts'
import { dripping, firstOf, flipped, followedBy, offsetOf } from './spoil-body.ts'

/** An answer on its way to the client. */
export interface Answer {
  readonly head: Head
  readonly body: AsyncIterable<Buffer>
  /** What comes after the body: its end, a break, or nothing at all. */
  readonly ending: 'whole' | 'hang' | Break
  /** So much of the head is written and nothing more. */
  readonly headBytes?: number
}

const none = async function* (): AsyncGenerator<Buffer> {}

const collect = async (body: AsyncIterable<Buffer>): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

const sizeOf = (head: Head): number | undefined => {
  const framing = answerFraming(head, 'GET')
  return framing.kind === 'length' ? framing.bytes : undefined
}

const withLength = (head: Head, bytes: number): Head =>
  headerOf(head, 'content-length') === undefined ? head : withHeader(head, 'Content-Length', String(bytes))

/** Makes the answer claim to be the range that begins so many bytes earlier. */
const claimRange = (answer: Answer, byBytes: number): Answer => {
  const [, start, end, total] = /^bytes (\d+)-(\d+)\/(.+)$/.exec(headerOf(answer.head, 'content-range') ?? '') ?? []
  if (start === undefined) return answer
  const claimed = `bytes ${Number(start) - byBytes}-${Number(end) - byBytes}/${total ?? '*'}`
  return { ...answer, head: withHeader(answer.head, 'Content-Range', claimed) }
}

/** Spoils an answer, for the faults that do; it stays as it is for those of requests. */
export const spoilAnswer = async (answer: Answer, fault: Fault, random: Random): Promise<Answer> => {
  const { head, body } = answer
  const size = sizeOf(head)
  switch (fault.kind) {
    case 'lose':
      return { head, body: none(), ending: fault.how, headBytes: 0 }
    case 'deny':
      return {
        head: { start: `HTTP/1.1 ${fault.status} Denied`, lines: [['Content-Length', '0']] },
        body: none(),
        ending: 'whole',
      }
    case 'cut-head':
      return { head, body: none(), ending: fault.how, headBytes: 40 }
    case 'cut':
      return { head, body: firstOf(body, offsetOf(fault.at, size, random)), ending: fault.how }
    case 'stall':
      return { head, body: firstOf(body, offsetOf(fault.at, size, random)), ending: 'hang' }
    case 'flip':
      return { ...answer, body: flipped(body, offsetOf(fault.at, size, random)) }
    case 'truncate': {
      const kept = offsetOf(fault.at, size, random)
      return { ...answer, head: withLength(head, kept), body: firstOf(body, kept) }
    }
    case 'longer':
      return {
        ...answer,
        head: fault.agrees === true && size !== undefined ? withLength(head, size + fault.bytes) : head,
        body: followedBy(body, fault.bytes),
      }
    case 'gzip': {
      const packed = gzipSync(await collect(body))
      const encoded = withHeader(withHeader(head, 'Transfer-Encoding'), 'Content-Encoding', 'gzip')
      return {
        ...answer,
        head: withHeader(encoded, 'Content-Length', String(packed.length)),
        body: (async function* () {
          yield packed
        })(),
      }
    }
    case 'headers': {
      let changed = head
      for (const [name, value] of Object.entries(fault.set))
        changed = withHeader(changed, name, ...(typeof value === 'string' ? [value] : (value ?? [])))
      return { ...answer, head: changed }
    }
    case 'flip-header': {
      const value = headerOf(head, fault.name.toLowerCase())
      if (value === undefined || value === '') return answer
      const at = offsetOf(fault.at, value.length, random)
      const turned = String.fromCharCode(value.charCodeAt(at) ^ 1)
      return { ...answer, head: withHeader(head, fault.name, value.slice(0, at) + turned + value.slice(at + 1)) }
    }
    case 'drip':
      return { ...answer, body: dripping(body, fault.pieceBytes, fault.gapMs) }
    case 'other-range':
      return fault.isHidden === true && statusOf(head) === 206 ? claimRange(answer, fault.byBytes) : answer
    case 'answer':
    case 'break':
    case 'flip-request':
    case 'follow':
    case 'garbage':
    case 'hang':
    case 'no-range':
    case 'redirect-loop':
      return answer
  }
}
