import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { attachRemote } from '@ais/cluster'
import { connect, type Connection, type Middleware } from '@ais/core'
import { undiciTransport } from '@ais/core/undici'
import { createBucket } from '@ais/buckets'
import { startEmulator } from '@ais/emulator'
import { openObject, putContent } from '@ais/objects'
import { describe, expect, it } from 'vitest'

/** Stands before a cluster and holds back what it is asked for until it is let go. */
const openRelay = async (origin: string, isHeld: (request: IncomingMessage) => boolean) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    const pass = (): void => {
      const sent = httpRequest(`${origin}${request.url ?? ''}`, { method: request.method, headers: request.headers })
      sent.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      request.pipe(sent)
    }
    if (isHeld(request)) void released.then(pass)
    else pass()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    release,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const text = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

describe('reading an object of a remote cluster that is still on its way', () => {
  it('asks for the lock and the size, waits for the lock, and reads again at the proxy', async () => {
    await using far = await startEmulator()
    await using near = await startEmulator()
    const isContent = ({ method, url = '' }: IncomingMessage): boolean =>
      method === 'GET' && url.startsWith('/v1/objects/')
    await using relay = await openRelay(far.endpoint, isContent)
    const open: Connection[] = []
    const connectTo = (endpoint: string, middleware: readonly Middleware[] = []): Connection => {
      const timeouts = { headersMs: 60_000, connectMs: 60_000 }
      const connection = connect({ endpoint, transport: undiciTransport(), middleware, timeouts })
      open.push(connection)
      return connection
    }
    const there = connectTo(far.endpoint)
    await there.send(createBucket({ name: 'cold' }))
    await putContent(there, { bucket: { name: 'cold' }, name: 'o' }, 'from afar')
    await connectTo(near.endpoint).send(attachRemote('far', relay.origin))

    const conversation: string[] = []
    const listen: Middleware = async (request, next, { operation, attempt, hop }) => {
      // Only what is left standing is short of time: the machine may be busy.
      const isHeld = operation === 'objects.get' && attempt === 1 && hop === 1
      const answer = next(isHeld ? { ...request, timeouts: { connectMs: 500, headersMs: 500, idleMs: 500 } } : request)
      const { status } = await answer.catch(() => ({ status: 'no answer' }))
      conversation.push(`${attempt} ${operation} ${status}`)
      // The size was asked for: from here on the object may come.
      if (operation === 'objects.head') relay.release()
      return answer
    }
    const here = connectTo(near.endpoint, [listen])
    const { body } = await openObject(here, {
      bucket: { name: 'cold', namespace: { uuid: 'far', name: '' } },
      name: 'o',
    })
    expect(await text(body)).toBe('from afar')
    expect(conversation).toEqual([
      '1 objects.get 301',
      '1 objects.get no answer',
      '1 objects.checkLock 307',
      '1 objects.checkLock 423',
      '1 objects.head 307',
      '1 objects.head 200',
      '1 objects.checkLock 307',
      '1 objects.checkLock 200',
      '2 objects.get 301',
      '2 objects.get 200',
    ])
    await Promise.all(open.map((connection) => connection.close()))
  })
})
