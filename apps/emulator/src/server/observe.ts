import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Activity } from '../nodes/telemetry.js'

/** What a request counts as; `undefined` for what nodes do not count. */
const activityOf = ({ method = '', url = '' }: IncomingMessage): Activity | undefined => {
  const [path = '', query = ''] = url.split('?')
  if (path.startsWith('/v1/buckets/') && method === 'GET') return 'lst'
  if (!path.startsWith('/v1/objects/')) return undefined
  if (method === 'PUT') return new URLSearchParams(query).has('append_type') ? 'append' : 'put'
  return ({ GET: 'get', HEAD: 'head', DELETE: 'del', POST: 'ren' } as const)[method]
}

/** Starts to watch a request; the result counts it once it was answered. */
export const observe = (incoming: IncomingMessage, response: ServerResponse) => {
  const startedNs = process.hrtime.bigint()
  const readBefore = incoming.socket.bytesRead
  return (
    record: (observation: { activity: Activity; isFailure: boolean; bytes: number; elapsedNs: bigint }) => void,
  ) => {
    const activity = activityOf(incoming)
    if (activity === undefined) return
    const isUpload = incoming.method === 'PUT'
    // Of content without a stated length, what came through the socket.
    const stated = isUpload ? incoming.headers['content-length'] : response.getHeader('content-length')
    const bytes = stated === undefined && isUpload ? incoming.socket.bytesRead - readBefore : Number(stated ?? 0)
    record({
      activity,
      isFailure: response.statusCode >= 400,
      bytes,
      elapsedNs: process.hrtime.bigint() - startedNs,
    })
  }
}
