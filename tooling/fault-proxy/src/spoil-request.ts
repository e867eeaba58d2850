import type { Fault } from './fault.ts'
import { headerOf, requestFraming, withHeader, type Head } from './head.ts'
import type { Random } from './random.ts'
import { flipped, offsetOf } from './spoil-body.ts'

/** A request on its way to the server. */
export interface Request {
  readonly head: Head
  readonly body: AsyncIterable<Buffer>
}

/** Size of a request's body; `undefined` when it is chunked. */
export const requestBytes = (head: Head): number | undefined => {
  const framing = requestFraming(head)
  if (framing.kind === 'chunked') return undefined
  return framing.kind === 'length' ? framing.bytes : 0
}

const laterRange = (head: Head, byBytes: number): Head => {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(headerOf(head, 'range') ?? '') ?? []
  if (start === undefined) return head
  const later = `bytes=${Number(start) + byBytes}-${end === '' ? '' : Number(end) + byBytes}`
  return withHeader(head, 'Range', later)
}

/** Changes what goes to the server, for the faults that do. */
export const spoilRequest = ({ head, body }: Request, fault: Fault | undefined, random: Random): Request => {
  if (fault?.kind === 'flip-request')
    return { head, body: flipped(body, offsetOf(fault.at, requestBytes(head), random)) }
  if (fault?.kind === 'other-range') return { head: laterRange(head, fault.byBytes), body }
  if (fault?.kind === 'no-range') return { head: withHeader(head, 'Range'), body }
  return { head, body }
}
