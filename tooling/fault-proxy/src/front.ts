import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { makeExchange } from './exchange.ts'
import type { Fault } from './fault.ts'
import { requestFraming, type Head } from './head.ts'
import { MessageReader } from './message-reader.ts'
import type { Random } from './random.ts'
import type { SeenRequest } from './rules.ts'
import { reset } from './socket-writer.ts'

/** What a front asks of the proxy it belongs to. */
export interface FrontHost {
  readonly random: Random
  frontOf(origin: string): Promise<string>
  /** A client's connection has closed. */
  onClosed(): void
  /** An exchange begins; gives its fault, and what to call with what was forwarded, and at its end. */
  begin(request: SeenRequest): Promise<{
    readonly fault: Fault | undefined
    readonly onForwarded: (bytes: number) => void
    readonly end: () => void
  }>
}

/** A listener that stands for one origin. */
export interface Front {
  readonly origin: string
  readonly url: string
  /** Connections that are open. */
  readonly openSockets: number
  /** Refuses connections from now on, and resets those there are, as a node that died. */
  close(): Promise<void>
}

const seenOf = (head: Head, at: SeenRequest['at']): SeenRequest => {
  const [method = '', target = ''] = head.start.split(' ')
  const framing = requestFraming(head)
  return {
    method,
    target,
    at,
    hasBody: framing.kind === 'chunked' || (framing.kind === 'length' && framing.bytes > 0),
  }
}

const serve = async (client: Socket, origin: string, at: SeenRequest['at'], host: FrontHost): Promise<void> => {
  const reader = new MessageReader(client)
  for (;;) {
    const head = await reader.head()
    if (head === undefined) return
    const { fault, onForwarded, end } = await host.begin(seenOf(head, at))
    try {
      const { frontOf, random } = host
      const kept = await makeExchange({ client, reader, head, fault, upstream: origin, frontOf, random, onForwarded })
      if (kept === 'close') return
    } finally {
      end()
    }
  }
}

/** Ends a connection that is not used again; what still comes is dropped, or its end would go unnoticed. */
const release = (client: Socket): void => {
  client.end()
  client.removeAllListeners('readable')
  client.on('data', () => {})
}

/** Listens on a free port of this machine in the place of an origin. */
export const openFront = async (origin: string, at: SeenRequest['at'], host: FrontHost): Promise<Front> => {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    sockets.add(client)
    client.on('error', () => {})
    client.once('close', () => {
      sockets.delete(client)
      host.onClosed()
    })
    // What breaks above breaks below: the client sees a reset, as it would without a proxy.
    serve(client, origin, at, host).then(
      () => release(client),
      () => reset(client),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async (): Promise<void> => {
    for (const socket of sockets) reset(socket)
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return {
    origin,
    url,
    get openSockets() {
      return sockets.size
    },
    close,
  }
}
