import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { allSamples, type NamedSample } from '@ais-tooling/retry-law/samples'
import { connect, getSmap, isAisError, type AisError, type Connection, type Operation } from '@ais/core'
import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { fetchTransport } from '@ais/core/fetch'
import { gotTransport } from '@ais/core/got'
import { undiciTransport } from '@ais/core/undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placesIn } from '../src/json-places.ts'

const maxAnswerBytes = 2 ** 28
const maxErrorBytes = 64 * 1024

/** A body without end, all of one piece, and how much of it was taken. */
const endless = (piece: Uint8Array) => {
  const taken = { bytes: 0, isEnded: false }
  const body = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        taken.bytes += piece.length
        // Whoever takes so much would take all.
        if (taken.bytes > 2 * maxAnswerBytes) throw new Error('would be read for ever')
        yield piece
      }
    } finally {
      taken.isEnded = true
    }
  }
  return { body, taken }
}

/** Sends an operation to a server that answers so; gives the error, and the result as text where there is one. */
const outcomeOf = async (operation: Operation<unknown>, answer: MemoryAnswer): Promise<AisError | undefined> => {
  const connection = connect({
    endpoint: 'http://ais.test',
    transport: memoryTransport(() => answer),
    retry: { maxAttempts: 1 },
  })
  try {
    const result = await connection.send(operation)
    if (typeof result === 'object' && result !== null && 'discard' in result) (result.discard as () => void)()
    return undefined
  } catch (error) {
    if (isAisError(error)) return error
    throw error
  } finally {
    await connection.close()
  }
}

const reading = allSamples.filter(({ reads }) => reads === 'text' || reads === 'json')
const inJson = allSamples.filter(({ reads }) => reads === 'json')
const withBodies = allSamples.filter((sample) => sample.make().method !== 'HEAD')
const headersOf = ({ answer }: NamedSample) => ({ headers: answer.headers ?? {} })
const statusOf = ({ answer }: NamedSample): number => answer.status ?? 200

describe('answers that never end', () => {
  const piece = Buffer.alloc(8 * 2 ** 20, '[')

  it.each(reading)('$name reads no more than 256 MiB of one', async (sample) => {
    const { body, taken } = endless(piece)
    const error = await outcomeOf(sample.make(), { status: statusOf(sample), ...headersOf(sample), body: body() })
    expect(error?._tag).toBe('Decode')
    expect(taken.bytes).toBeLessThanOrEqual(maxAnswerBytes + piece.length)
    expect(taken.isEnded).toBe(true)
  })

  it.each(allSamples.filter(({ reads }) => reads === 'nothing'))('$name reads nothing of one', async (sample) => {
    const { body, taken } = endless(piece)
    await outcomeOf(sample.make(), { status: statusOf(sample), ...headersOf(sample), body: body() })
    expect(taken.bytes).toBeLessThanOrEqual(2 * piece.length)
  })

  it.each(withBodies)('$name reads no more than 64 KiB of an error', async (sample) => {
    for (const status of [400, 404, 409, 500]) {
      const { body, taken } = endless(Buffer.alloc(4096, 'x'))
      const error = await outcomeOf(sample.make(), { status, body: body() })
      expect(error?._tag).toBe('Api')
      expect(error?.message.length).toBeLessThan(2_000)
      expect(taken.bytes).toBeLessThanOrEqual(maxErrorBytes + 4096)
    }
  })
})

describe('answers that stand still', () => {
  let server: Server
  let endpoint = ''
  let status = 200
  let headers = ''
  const sockets = new Set<Socket>()
  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('data', () => socket.write(`HTTP/1.1 ${status} X\r\n${headers}Content-Length: 1000\r\n\r\n{`))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  const failuresOf = async (samples: readonly NamedSample[]): Promise<readonly (readonly [string, unknown])[]> => {
    const connection = connect({
      endpoint,
      transport: undiciTransport(),
      retry: { maxAttempts: 1 },
      timeouts: { idleMs: 100, totalMs: 60_000 },
    })
    const tags = await Promise.all(
      samples.map(async ({ name, make }) => {
        try {
          await connection.send(make())
          return [name, 'result'] as const
        } catch (error) {
          return [name, isAisError(error) ? error._tag : error] as const
        }
      }),
    )
    await connection.close()
    return tags
  }

  it('are waited for no longer than idleMs', async () => {
    ;[status, headers] = [200, '']
    const found = await failuresOf(reading)
    // What changes something, and was answered, may have been done.
    expect(found.filter(([, tag]) => tag !== 'Timeout' && tag !== 'OutcomeUnknown')).toEqual([])
    expect(found.length).toBeGreaterThan(70)
  })

  it('are told as far as they came when they are errors', async () => {
    ;[status, headers] = [500, '']
    expect((await failuresOf(withBodies)).filter(([, tag]) => tag !== 'Api')).toEqual([])
  })
})

describe('JSON that is deep', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const nested = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`

  it.each(inJson)('$name takes it for what it is, or refuses it, wherever it is', async (sample) => {
    const places = [...placesIn(sample.answer.body ?? 'null')]
    for (const replace of [() => deep, ...places])
      for (const value of [deep, nested]) {
        const error = await outcomeOf(sample.make(), { status: 200, ...headersOf(sample), body: replace(value) })
        if (error !== undefined) {
          expect(['Decode', 'InvalidInput', 'Job']).toContain(error._tag)
          expect(error.message.length).toBeLessThan(2_000)
        }
      }
  })
})

describe.each([gotTransport(), undiciTransport(), fetchTransport()])('by $name, a server', (transport) => {
  let endpoint = ''
  let requests = 0
  let sentBytes = 0
  let serve: (socket: Socket) => void = () => {}
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (piece: Buffer) => {
      if (!piece.includes('\r\n\r\n')) return
      requests += 1
      serve(socket)
    })
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await transport.close()
    server.close()
  })

  const ask = async (what: (socket: Socket) => void, headersMs = 10_000): Promise<AisError | undefined> => {
    ;[requests, sentBytes, serve] = [0, 0, what]
    const connection: Connection = connect({
      endpoint,
      transport: { ...transport, close: () => Promise.resolve() },
      retry: { maxAttempts: 1 },
      timeouts: { headersMs, idleMs: 10_000, totalMs: 60_000 },
    })
    try {
      await connection.send(getSmap())
      return undefined
    } catch (error) {
      if (isAisError(error)) return error
      throw error
    } finally {
      await connection.close()
    }
  }

  /** Sends for as long as anybody takes it. */
  const pour = (socket: Socket, head: string, piece: Uint8Array): void => {
    socket.write(head)
    const more = (): void => {
      while (!socket.destroyed) {
        sentBytes += piece.length
        if (!socket.write(piece)) return void socket.once('drain', more)
        // What is taken without end is seen by its size.
        if (sentBytes > 2 ** 30) return void socket.destroy()
      }
    }
    more()
  }

  it.each([
    ['headers', 'X-Header: value\r\n'],
    ['one header', 'x'.repeat(16)],
    ['cookies', `Set-Cookie: ${'c'.repeat(1000)}\r\n`],
  ])('whose %s never end is given up', async (_, piece) => {
    const error = await ask((socket) =>
      pour(socket, `HTTP/1.1 200 OK\r\n${piece.includes('\r') ? '' : 'X: '}`, Buffer.from(piece.repeat(64))),
    )
    expect(error?._tag).toBe('Unreachable')
    // What its side and ours of the socket hold on top.
    expect(sentBytes).toBeLessThan(32 * 2 ** 20)
  })

  it('that sends interim answers for ever is given up', async () => {
    const hints = Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n')
    const error = await ask((socket) => pour(socket, '', hints), 500)
    expect(['Unreachable', 'Timeout']).toContain(error?._tag)
  }, 60_000)

  it('that redirects to itself for ever is asked twice', async () => {
    for (const location of ['/v1/daemon?what=smap', `${endpoint}/v1/objects/b/o`, `${endpoint}/x?pid=p&utm=1`]) {
      const error = await ask((socket) =>
        socket.end(`HTTP/1.1 307 X\r\nLocation: ${location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`),
      )
      expect(['Redirect', 'Api']).toContain(error?._tag)
      expect(requests).toBeLessThanOrEqual(2)
    }
  })

  it('that packs an answer a thousandfold is bounded like any other', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 2 ** 20, ' '), { level: 1 })
    const error = await ask((socket) =>
      socket.end(
        Buffer.concat([
          Buffer.from(
            `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\nConnection: close\r\n\r\n`,
          ),
          bomb,
        ]),
      ),
    )
    expect(error?._tag).toBe('Decode')
    const before = process.memoryUsage().arrayBuffers
    expect(before).toBeLessThan(1.5 * 2 ** 30)
  }, 60_000)

  it.each(['\x1f\x8b', 'no gzip at all'])('that says gzip and sends %j is told', async (body) => {
    const error = await ask((socket) =>
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      ),
    )
    expect(['Unreachable', 'Decode']).toContain(error?._tag)
  })
})
