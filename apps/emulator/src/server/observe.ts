import type { IncomingMessage } from 'node:http'
import type { Activity, Telemetry } from '../nodes/telemetry.js'

const ofObjects: Readonly<Record<string, Activity>> = { GET: 'get', HEAD: 'head', DELETE: 'del', POST: 'ren' }

/** What a request counts as; `undefined` for what nodes do not count. */
const activityOf = (method: string, url: string): Activity | undefined => {
  if (!url.startsWith('/v1/objects/')) return url.startsWith('/v1/buckets/') && method === 'GET' ? 'lst' : undefined
  if (method !== 'PUT') return ofObjects[method]
  if (!url.includes('append_type')) return 'put'
  return new URLSearchParams(url.split('?')[1]).has('append_type') ? 'append' : 'put'
}

/** A request that is watched until it was answered. */
export interface Watched {
  readonly incoming: IncomingMessage
  readonly startedNs: bigint
  readonly readBefore: number
}

/** Starts to watch a request. */
export const watch = (incoming: IncomingMessage): Watched => ({
  incoming,
  startedNs: process.hrtime.bigint(),
  readBefore: incoming.socket.bytesRead,
})

/** Counts a request that was answered, with the length that the answer states. */
export const count = (
  { incoming, startedNs, readBefore }: Watched,
  answer: { readonly status: number; readonly lengthBytes: number },
  telemetry: Telemetry,
): void => {
  const activity = activityOf(incoming.method ?? '', incoming.url ?? '')
  if (activity === undefined) return
  let bytes = answer.lengthBytes
  if (incoming.method === 'PUT') {
    // Of content without a stated length, what came through the socket.
    const stated = incoming.headers['content-length']
    bytes = stated === undefined ? incoming.socket.bytesRead - readBefore : Number(stated)
  }
  const elapsedNs = process.hrtime.bigint() - startedNs
  telemetry.observe({ activity, isFailure: answer.status >= 400, bytes, elapsedNs })
}
