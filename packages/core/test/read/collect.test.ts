import { describe, expect, it } from 'vitest'
import { connect } from '../../src/connect.js'
import type { Operation } from '../../src/operation.js'
import { getSmap } from '../../src/operations/get-smap.js'
import { collectAnswer } from '../../src/read/collect.js'
import { readText } from '../../src/read/read-answers.js'
import { memoryTransport } from '../../src/testing.js'
import { failure, operation } from '../servers/fixture.js'

const mib = new Uint8Array(2 ** 20).fill(0x20)

/** An answer of spaces that goes on until it is ended. */
const endless = () => {
  let given = 0
  let isEnded = false
  const connection = connect({
    endpoint: 'http://ais.test',
    retry: { maxAttempts: 1 },
    transport: memoryTransport(() => ({
      status: 200,
      body: (async function* () {
        try {
          for (;;) {
            given += 1
            yield mib
          }
        } finally {
          isEnded = true
        }
      })(),
    })),
  })
  return { connection, given: () => given, isEnded: () => isEnded }
}

describe('an answer that never ends', () => {
  it.each<[string, () => Operation<unknown>]>([
    ['JSON', () => getSmap()],
    ['text', () => operation({ read: readText })],
  ])('of %s is read as far as 256 MiB, and then a DecodeError', async (_, make) => {
    const { connection, given, isEnded } = endless()
    const error = await failure(connection.send(make()), 'Decode')
    expect(error.message).toMatch(/longer than 268435456 bytes/)
    expect(error.context.operation).toBe(make().name)
    expect(given()).toBe(257)
    expect(isEnded()).toBe(true)
  })
})

describe('collecting an answer', () => {
  const context = { operation: 'test.call' }
  const of = async function* (...texts: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield new TextEncoder().encode(text)
  }

  it('takes what is exactly as long as allowed', async () => {
    expect(await collectAnswer(of('äb', 'c'), context, 4)).toBe('äbc')
    expect((await failure(collectAnswer(of('äb', 'c'), context, 3), 'Decode')).path).toBe('')
  })

  it('holds what arrived whole to the same bound', async () => {
    const body = { ...of(), takeWhole: () => new Uint8Array(5) } as never
    expect((await failure(collectAnswer(body, context, 4), 'Decode')).path).toBe('')
  })
})

describe('JSON that is made to break parsers', () => {
  const answer = (body: string) =>
    connect({
      endpoint: 'http://ais.test',
      retry: { maxAttempts: 1 },
      transport: memoryTransport(() => ({ status: 200, body })),
    }).send(getSmap())

  it.each([
    ['arrays', '['.repeat(1_000_000)],
    ['closed arrays', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    ['objects', '{"a":'.repeat(500_000)],
    ['closed objects', `${'{"tmap":'.repeat(500_000)}1${'}'.repeat(500_000)}`],
    ['a number without end', '9'.repeat(5_000_000)],
    ['an exponent', '1e999999999'],
    ['a string without end', `"${'\\\\u0041'.repeat(500_000)}`],
    ['a key without end', `{"${'k'.repeat(5_000_000)}":1}`],
    ['a million keys', `{${Array.from({ length: 1_000_000 }, (_, at) => `"${at}":0`).join()}}`],
  ])('%s: a DecodeError', async (_, body) => {
    const error = await failure(answer(body), 'Decode')
    expect(error.message.length).toBeLessThan(2_000)
  })

  it('in members of a map, deep: a DecodeError, or taken for what it is', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    await failure(answer(`{"tmap":{"t1":${deep}},"pmap":{},"uuid":"u","version":"1"}`), 'Decode')
  })
})
