import { createServer, type AddressInfo, type Socket } from 'node:net'
import { readShard } from '@ais/dataset'
import { connect, isAisError, type BucketHandle, type Connection } from '@ais/core'
import { fetchTransport } from '@ais/core/fetch'
import { gotTransport } from '@ais/core/got'
import { memoryTransport } from '@ais/core/testing'
import { undiciTransport } from '@ais/core/undici'
import { readBatch } from '@ais/multiobj'
import { createTarWriter } from '@ais/archives'
import { beforeAll, describe, expect, it } from 'vitest'

const bucket = { name: 'b' }
const piece = Buffer.alloc(16_384, 'x')

let tar: Uint8Array
beforeAll(async () => {
  const writer = createTarWriter()
  const pieces: Uint8Array[] = []
  const read = async (): Promise<void> => {
    for await (const part of writer.content) pieces.push(part)
  }
  const whole = read()
  await writer.add({ path: 'b/o', sizeBytes: 2 }, [Buffer.from('hi')])
  writer.end()
  await whole
  tar = Buffer.concat(pieces)
})

/** What comes first, and then the same for ever, with a turn for others after each. */
const endless = (first: () => Uint8Array, more: Uint8Array) => {
  const taken = { bytes: 0 }
  const body = async function* (): AsyncGenerator<Uint8Array> {
    for (let next = first(); ; next = more) {
      taken.bytes += next.length
      yield next
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { body, taken }
}

const serverOf = (contentType: string, body: () => AsyncGenerator<Uint8Array>): Connection =>
  connect({
    endpoint: 'http://ais.test',
    retry: { maxAttempts: 1 },
    transport: memoryTransport(({ method }) => ({
      status: 200,
      headers: { 'content-type': contentType },
      ...(method === 'HEAD' ? {} : { body: body() }),
    })),
  })

/** A server that answers with the same content for as long as anybody takes it. */
const startPouring = async (more: Uint8Array) => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    const pour = (): void => {
      if (socket.destroyed) return
      if (socket.write(more)) setImmediate(pour)
      else socket.once('drain', pour)
    }
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${2 ** 50}\r\n\r\n`)
      pour()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const tagOf = async (items: AsyncIterable<unknown>): Promise<unknown> => {
  try {
    for await (const _ of items);
    return 'an end'
  } catch (error) {
    return isAisError(error) ? error._tag : error
  }
}

const text = (value: string): Buffer => Buffer.from(value)
const part = (type: string): Buffer => text(`--XX\r\nContent-Type: ${type}\r\n\r\n`)
const out = text(
  `${JSON.stringify({ uuid: 'g', out: [{ objname: 'o', bucket: 'b', provider: 'ais', size: 2, 'err-msg': '' }] })}\r\n`,
)

describe('a batch', () => {
  it.each<[string, () => Uint8Array, Uint8Array]>([
    ['text before its first boundary', () => text('preamble'), piece],
    ['a header', () => text('--XX\r\nX: '), piece],
    ['headers', () => text('--XX\r\n'), Buffer.from('X: y\r\n'.repeat(1000))],
    [
      'parts',
      () => Buffer.concat([part('application/json'), out, part('x'), tar, text('\r\n')]),
      Buffer.concat([part('x'), text('a\r\n')]),
    ],
    [
      'text after its last boundary',
      () => Buffer.concat([part('application/json'), out, part('x'), tar, text('\r\n--XX--')]),
      piece,
    ],
  ])('whose answer has %s without end is refused', async (_, first, more) => {
    const { body, taken } = endless(first, more)
    const connection = serverOf('multipart/mixed; boundary=XX', body)
    expect(await tagOf(readBatch(connection, [{ bucket, name: 'o' }], { streamingGet: false }))).toBe('Decode')
    expect(taken.bytes).toBeLessThan(200_000)
    await connection.close()
  })

  it('is read to its end where it has one', async () => {
    const whole = Buffer.concat([part('application/json'), out, part('x'), tar, text('\r\n--XX--\r\n')])
    const connection = serverOf('multipart/mixed; boundary=XX', async function* () {
      yield whole
    })
    expect(await tagOf(readBatch(connection, [{ bucket, name: 'o' }], { streamingGet: false }))).toBe('an end')
    await connection.close()
  })

  it('with members without end is refused after those that were asked for', async () => {
    const { body, taken } = endless(() => tar.subarray(0, 1024), tar.subarray(0, 1024))
    const connection = serverOf('application/x-tar', body)
    expect(await tagOf(readBatch(connection, [{ bucket, name: 'o' }]))).toBe('Decode')
    expect(taken.bytes).toBeLessThan(200_000)
    await connection.close()
  })
})

describe('an archive that never ends and gives nothing', () => {
  it.each<[string, () => Uint8Array]>([
    ['blocks of zeros', () => Buffer.alloc(10_240)],
    [
      'members that are no samples',
      () => {
        const header = Buffer.from(tar.subarray(0, 512))
        header.fill(0, 0, 100)
        header.write('__meta__', 0)
        header.write('00000000000\0', 124)
        header.write(' '.repeat(8), 148)
        const sum = header.reduce((all, byte) => all + byte, 0)
        header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
        return header
      },
    ],
  ])('but %s is read for timeoutMs', async (_, make) => {
    const more = Buffer.concat(Array.from({ length: 32 }, make))
    await using server = await startPouring(more)
    for (const transport of [gotTransport(), undiciTransport(), fetchTransport()]) {
      const connection = connect({ endpoint: server.endpoint, transport, retry: { maxAttempts: 1 } })
      const shard: BucketHandle = { client: connection, name: 'b', provider: 'ais' }
      expect(await tagOf(readShard(shard, 's.tar', { timeoutMs: 500 })), transport.name).toBe('Timeout')
      await connection.close()
    }
  })
})
