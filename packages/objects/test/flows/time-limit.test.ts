import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectBytes, type Connection } from '@ais/core'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { AisObject, type GetOptions } from '../../src/index.js'
import { startObjectServer, type ObjectServer } from '../support/object-server.js'

const folder = mkdtempSync(join(tmpdir(), 'ais-limit-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  vi.restoreAllMocks()
})
const content = new Uint8Array(100_000).fill(7)

/** An object, and the time limits that its calls are sent with. */
const watchedObject = (
  server: ObjectServer,
): { readonly object: AisObject; readonly limits: (number | undefined)[] } => {
  const limits: (number | undefined)[] = []
  const client = server.connect()
  const send: Connection['send'] = (operation, call) => {
    limits.push(call?.timeoutMs)
    return client.send(operation, call)
  }
  return { object: new AisObject(server.bucket({ ...client, send }), 'o'), limits }
}

const inParts: GetOptions = { numWorkers: 1, partSizeBytes: 40_000 }

type Read = (object: AisObject, timeoutMs: number | undefined, server: ObjectServer) => Promise<unknown>

const reads: readonly (readonly [name: string, read: Read])[] = [
  [
    'a read that is taken up again',
    async (object, timeoutMs, server) => {
      server.behaviour.cuts.push({ bytes: 20_000, taken: 20_000 })
      let taken = 0
      for await (const { length } of object.get(timeoutMs === undefined ? {} : { timeoutMs })) {
        taken += length
        server.taken(taken)
      }
    },
  ],
  [
    'a parallel read',
    (object, timeoutMs) => collectBytes(object.get({ ...inParts, ...(timeoutMs === undefined ? {} : { timeoutMs }) })),
  ],
  [
    'a download that can go on',
    (object, timeoutMs) =>
      object
        .get({ ...inParts, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
        .toFile(join(folder, 'o'), { resume: true }),
  ],
  [
    'a read from the very end',
    (object, timeoutMs) =>
      collectBytes(object.get(timeoutMs === undefined ? {} : { timeoutMs }).iterFromPosition(content.length)),
  ],
]

test.each(reads)('%s has the default of the connection for each call where no limit is given', async (_, read) => {
  await using server = await startObjectServer({ o: content })
  const { object, limits } = watchedObject(server)
  await read(object, undefined, server)
  expect(limits.length).toBeGreaterThan(1)
  expect(new Set(limits)).toEqual(new Set([undefined]))
})

test.each(reads)('%s has no limit in any of its calls where that is asked for', async (_, read) => {
  await using server = await startObjectServer({ o: content })
  const { object, limits } = watchedObject(server)
  await read(object, 0, server)
  expect(limits.length).toBeGreaterThan(1)
  expect(new Set(limits)).toEqual(new Set([0]))
})

test.each(reads)('%s has one limit for all of its calls', async (_, read) => {
  await using server = await startObjectServer({ o: content })
  const { object, limits } = watchedObject(server)
  let nowMs = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 1))
  await read(object, 60_000, server)
  expect(limits.length).toBeGreaterThan(1)
  expect(limits.every((limitMs, index) => index === 0 || Number(limitMs) < Number(limits[index - 1]))).toBe(true)
  expect(limits.at(-1)).toBeGreaterThan(50_000)
})
