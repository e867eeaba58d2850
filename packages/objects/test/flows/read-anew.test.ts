import { describe, expect, test } from 'vitest'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectBytes } from '@ais/core'
import { AisObject, type ObjectReader } from '../../src/index.js'
import { tagOf } from '../support/failure.js'
import { startObjectServer, type ObjectServer } from '../support/object-server.js'

const content = new TextEncoder().encode(JSON.stringify(Array.from({ length: 5_000 }, (_, index) => index)))

/** The first `count` answers have a checksum that their content has not. */
const wrongAtFirst = (server: ObjectServer, count: number): void => {
  server.behaviour.beforeGet = (number) => {
    server.behaviour.getHeaders = number > count ? {} : { 'ais-checksum-value': '0000000000000000' }
  }
}

const toFile = async (reader: ObjectReader): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'ais-anew-'))
  try {
    await reader.toFile(join(folder, 'f'))
    return await readFile(join(folder, 'f'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const whole: readonly (readonly [string, (reader: ObjectReader) => Promise<Uint8Array>])[] = [
  ['readAll', (reader) => reader.readAll()],
  ['text', async (reader) => new TextEncoder().encode(await reader.text())],
  ['json', async (reader) => new TextEncoder().encode(JSON.stringify(await reader.json()))],
  ['toFile', toFile],
]

describe.each(whole)('%s', (_name, read) => {
  test('is made once more when the content turned out wrong', async () => {
    await using server = await startObjectServer({ o: content })
    wrongAtFirst(server, 1)
    expect(Buffer.from(await read(new AisObject(server.bucket(), 'o').get()))).toEqual(Buffer.from(content))
    expect(server.requests).toHaveLength(2)
  })

  test('fails when it is wrong again', async () => {
    await using server = await startObjectServer({ o: content })
    wrongAtFirst(server, 2)
    expect(await tagOf(read(new AisObject(server.bucket(), 'o').get()))).toBe('Checksum')
    expect(server.requests).toHaveLength(2)
  })

  test('takes the new version when the object changed meanwhile', async () => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.cuts.push({ bytes: 1_000, taken: 0 })
    const next = new TextEncoder().encode('[1]')
    server.behaviour.beforeGet = (count) => {
      if (count === 2) server.objects.set('o', { bytes: next, version: 2, custom: {} })
    }
    expect(Buffer.from(await read(new AisObject(server.bucket(), 'o').get()))).toEqual(Buffer.from(next))
  })
})

test('what handed out bytes already is not made again', async () => {
  await using server = await startObjectServer({ o: content })
  wrongAtFirst(server, 1)
  expect(await tagOf(collectBytes(new AisObject(server.bucket(), 'o').get()))).toBe('Checksum')
  expect(server.requests).toHaveLength(1)
})

test('both readings share one time limit', async () => {
  await using server = await startObjectServer({ o: content })
  server.behaviour.beforeGet = () => {
    server.behaviour.getHeaders = { 'ais-checksum-value': '0' }
  }
  const limits: number[] = []
  const client = server.connect()
  const watched = {
    ...client,
    send: ((operation, call) => {
      limits.push(call?.timeoutMs ?? 0)
      return client.send(operation, call)
    }) as typeof client.send,
  }
  await tagOf(new AisObject(server.bucket(watched), 'o').get({ timeoutMs: 10_000 }).readAll())
  expect(limits).toHaveLength(2)
  expect(limits[1]).toBeLessThan(10_000)
})

describe('isVerified', () => {
  test.each<[boolean, Parameters<AisObject['get']>[0]]>([
    [true, {}],
    [false, { byteRange: 'bytes=0-9' }],
    [true, { byteRange: `bytes=0-${content.length - 1}` }],
    [false, { archiveConfig: { archpath: 'm' } }],
    [true, { numWorkers: 2, partSizeBytes: 10_000 }],
  ])('is %s for %j', async (expected, options) => {
    await using server = await startObjectServer({ o: content })
    const reader = new AisObject(server.bucket(), 'o').get(options)
    expect(reader.isVerified).toBeUndefined()
    await reader.readAll()
    expect(reader.isVerified).toBe(expected)
  })

  test('is false without a checksum, or with one of a type that nobody knows', async () => {
    await using server = await startObjectServer({ o: content })
    const reader = new AisObject(server.bucket(), 'o').get()
    server.behaviour.getHeaders = { 'ais-checksum-type': 'blake9' }
    await reader.readAll()
    expect(reader.isVerified).toBe(false)
    server.behaviour.getHeaders = {}
    server.behaviour.checksumType = 'none'
    await reader.readAll()
    expect(reader.isVerified).toBe(false)
  })
})

describe('content that something on the way has encoded', () => {
  const cases: readonly (readonly [string, Parameters<AisObject['get']>[0]])[] = [
    ['whole objects', {}],
    ['ranges', { byteRange: 'bytes=100-199' }],
    ['members', { archiveConfig: { archpath: 'm' } }],
  ]
  test.each(cases)('is refused for %s', async (_name, options) => {
    await using server = await startObjectServer({ o: content })
    server.behaviour.getHeaders = { 'content-encoding': 'gzip' }
    expect(await tagOf(new AisObject(server.bucket(), 'o').get(options).readAll())).toBe('Decode')
  })

  test.each(cases)(
    'is refused for %s after a break: what came and what follows would not fit',
    async (_name, options) => {
      await using server = await startObjectServer({ o: content })
      server.behaviour.cuts.push({ bytes: 50, taken: 0 })
      server.behaviour.beforeGet = (count) => {
        if (count === 2) server.behaviour.getHeaders = { 'content-encoding': 'br' }
      }
      expect(await tagOf(new AisObject(server.bucket(), 'o').get(options).readAll())).toBe('Decode')
    },
  )
})
