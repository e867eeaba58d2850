import { describe, expect, it } from 'vitest'
import { gotTransport } from '../../src/got.js'
import { collectText } from '../../src/read/collect.js'
import { Ending } from '../../src/transport/ending.js'
import type { TransportRequest } from '../../src/transport/transport.js'
import { undiciTransport } from '../../src/undici.js'
import { bodyOf, httpServer, rawServer } from './servers.js'

const request = (url: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
  method: 'GET',
  url,
  headers: {},
  signal: new AbortController().signal,
  timeouts: { connectMs: 2_000, headersMs: 5_000, idleMs: 5_000 },
  ...more,
})

describe.each([
  ['got', gotTransport],
  ['undici', undiciTransport],
])('connections of the %s transport', (_, make) => {
  it('are kept by calls that follow each other, also where questions have a body', async () => {
    await using server = await httpServer((asked, response) => void bodyOf(asked).then(() => response.end('answer')))
    const transport = make()
    const body = new TextEncoder().encode('{"action":"list"}')
    for (let call = 0; call < 10; call += 1) {
      const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
      const answer = await transport.exchange(request(server.url, call % 2 === 0 ? { body, headers } : {}))
      expect(await collectText(answer.body)).toBe('answer')
    }
    await transport.close()
    // A kept connection is found free only after the event loop has turned, so that another may be opened meanwhile.
    expect(server.connections()).toBeLessThanOrEqual(2)
  })

  it('are as many as calls run at a time, however many calls there are', async () => {
    await using server = await httpServer((asked, response) => void bodyOf(asked).then(() => response.end('answer')))
    const transport = make()
    const worker = async (): Promise<void> => {
      for (let call = 0; call < 50; call += 1) {
        const put = { method: 'PUT', body: new Uint8Array(100), headers: { 'content-length': '100' } } as const
        const answer = await transport.exchange(request(server.url, call % 2 === 0 ? {} : put))
        if (call % 3 === 0) answer.discard()
        else expect(await collectText(answer.body)).toBe('answer')
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    await transport.close()
    // A kept connection is found free only after the event loop has turned, so some may be opened meanwhile.
    expect(server.connections()).toBeLessThanOrEqual(16)
  })
})

it('a node that ended all its connections is connected to again', async () => {
  await using server = await httpServer((_request, response) => response.end('answer'))
  const transport = undiciTransport()
  for (let call = 0; call < 3; call += 1) {
    const answer = await transport.exchange(request(server.url, { headers: { connection: 'close' } }))
    expect(await collectText(answer.body)).toBe('answer')
  }
  expect(server.connections()).toBe(3)
  await transport.close()
})

describe('content by undici', () => {
  it('is given in one piece once it is all here, and then only once', async () => {
    await using server = await httpServer((_request, response) => response.end('small'))
    const { body } = await undiciTransport().exchange(request(server.url))
    const whole = body.takeWhole?.()
    expect(new TextDecoder().decode(whole)).toBe('small')
    expect(await collectText(body)).toBe('')
  })

  it('is not given in one piece while some of it is missing', async () => {
    const rest = Promise.withResolvers<void>()
    await using server = await httpServer((_request, response) => {
      response.writeHead(200, { 'content-length': '8' }).write('some')
      void rest.promise.then(() => response.end('more'))
    })
    const { body } = await undiciTransport().exchange(request(server.url))
    expect(body.takeWhole?.()).toBeUndefined()
    rest.resolve()
    expect(await collectText(body)).toBe('somemore')
  })

  it('waits at the server while nobody reads it', async () => {
    const total = 64 * 1024 * 1024
    let written = 0
    const stands = Promise.withResolvers<void>()
    await using server = await httpServer((_request, response) => {
      response.writeHead(200, { 'content-length': String(total) })
      const more = (): void => {
        while (written < total) {
          written += 65_536
          if (!response.write(new Uint8Array(65_536))) {
            // What does not drain within a while is what the buffers in between hold.
            const timer = setTimeout(stands.resolve, 300)
            response.once('drain', () => {
              clearTimeout(timer)
              more()
            })
            return
          }
        }
        response.end()
      }
      more()
    })
    const { body } = await undiciTransport().exchange(request(server.url))
    await stands.promise
    expect(written).toBeLessThan(total / 2)
    let received = 0
    for await (const piece of body) received += piece.length
    expect(received).toBe(total)
  })

  it('ends by an ending too, before and after the headers', async () => {
    await using silent = await rawServer(() => {})
    await using endless = await httpServer((_request, response) => void response.writeHead(200).write('some'))
    const before = new Ending()
    const asked = undiciTransport().exchange(request(silent.url), before)
    before.end()
    await expect(asked).rejects.toMatchObject({ kind: 'aborted' })
    const after = new Ending()
    const { body } = await undiciTransport().exchange(request(endless.url), after)
    const read = collectText(body)
    after.end()
    await expect(read).rejects.toMatchObject({ kind: 'aborted' })
    await expect.poll(() => silent.open() + endless.open(), { timeout: 5_000 }).toBe(0)
  })
})
