import { connect, type BucketHandle } from '@ais/core'
import { memoryTransport } from '@ais/core/testing'

/** A bucket in memory: stores, lists, heads and gives back; a PUT of a name that holds `refused` is answered 404 after its first bytes. */
export const memoryBucket = (stored = new Map<string, Uint8Array>()) => {
  let heldBytes = 0
  const transport = memoryTransport(async ({ url, method, body }) => {
    const { host, pathname, search } = new URL(url)
    const name = decodeURIComponent(pathname.slice('/v1/objects/b/'.length))
    if (pathname === '/v1/buckets/b') {
      const message = JSON.parse(new TextDecoder().decode(body as Uint8Array)) as { value: { prefix?: string } }
      const { prefix = '' } = message.value
      const found = [...stored.keys()].filter((entry) => entry.startsWith(prefix))
      const entries = found.toSorted().map((entry) => ({ name: entry }))
      return { status: 200, body: JSON.stringify({ entries, continuation_token: '', flags: 0, uuid: 'u' }) }
    }
    if (host === 'ais.test' && method !== 'HEAD')
      return {
        status: method === 'GET' ? 301 : 307,
        headers: { location: `http://target.test${pathname}${search}&pid=p` },
      }
    if (method === 'PUT') {
      const pieces: Uint8Array[] = []
      for await (const piece of body instanceof Uint8Array ? [body] : (body ?? [])) {
        if (name.includes('refused')) return { status: 404, body: '{"tcode":"ErrBckNotFound","message":"no bucket"}' }
        heldBytes += piece.length
        pieces.push(piece.slice())
      }
      stored.set(name, Buffer.concat(pieces))
      return { status: 200 }
    }
    const found = stored.get(name)
    if (found === undefined) return { status: 404, body: '{"tcode":"ErrNotFound","message":"no such object"}' }
    const headers = { 'content-length': String(found.length) }
    return { status: 200, headers, body: method === 'HEAD' ? '' : found }
  })
  const client = connect({ endpoint: 'http://ais.test', transport, retry: { maxAttempts: 1 } })
  const bucket: BucketHandle = { client, name: 'b', provider: 'ais' }
  return { bucket, stored, receivedBytes: () => heldBytes }
}

/** All that an iteration gives. */
export const all = async <A>(items: AsyncIterable<A>): Promise<readonly A[]> => {
  const found: A[] = []
  for await (const item of items) found.push(item)
  return found
}
