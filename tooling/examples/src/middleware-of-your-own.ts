import { Client } from '@ais/client'
import type { Middleware } from '@ais/core'

/** Counts bytes and exchanges, and names the caller to whatever stands between here and the cluster. */
const counted = (counts: Map<string, number>): Middleware => {
  return async (request, next, { operation, hop }) => {
    const answer = await next({ ...request, headers: { ...request.headers, 'x-caller': 'cookbook' } })
    const key = `${operation} ${hop === 0 ? 'at the endpoint' : 'after a redirect'}: ${answer.status}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    return answer
  }
}

const counts = new Map<string, number>()
await using client = new Client(undefined, { middleware: [counted(counts)] })
console.log((await client.bucket('cookbook').object('numbers.txt').get().readAll()).length, 'bytes')
for (const [key, count] of counts) console.log(key, count)
