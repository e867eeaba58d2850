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

/** Counts a request that was answered, with the length that the answer states. */
export const count = (
  incoming: IncomingMessage,
  /** What was so when it came: the clock, and the bytes that its connection had brought. */
  before: { readonly startedNs: bigint; readonly readBytes: number },
  answer: { readonly status: number; readonly lengthBytes: number },
  telemetry: Telemetry,
): void => {
  const activity = activityOf(incoming.method ?? '', incoming.url ?? '')
  if (activity === undefined) return
  let bytes = answer.lengthBytes
  if (incoming.method === 'PUT') {
    // Of content without a stated length, what came through the socket.
    const stated = incoming.headers['content-length']
    bytes = stated === undefined ? incoming.socket.bytesRead - before.readBytes : Number(stated)
  }
  const elapsedNs = process.hrtime.bigint() - before.startedNs
  telemetry.observe({ activity, isFailure: answer.status >= 400, bytes, elapsedNs })
}
