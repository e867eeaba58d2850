import { left, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import { describe, expect, it } from 'vitest'
import { connect, type AisError, type Connection } from '../src/index.js'
import { at } from '../src/at.js'
import { fromFlow, fromGenerator, fromOperation } from '../src/fp.js'
import type { Operation } from '../src/operation.js'
import { readText } from '../src/read/read-answers.js'
import { memoryTransport, type MemoryHandler } from '../src/testing.js'
import { route } from '../src/wire/route.js'

const to = (handler: MemoryHandler): Connection =>
  connect({ endpoint: 'http://ais.test', transport: memoryTransport(handler) })

const greet = (name: string): Operation<string> => ({
  ...at('test.greet', route('GET', '/v1/greet/{name}'), { name }),
  idempotent: true,
  read: readText,
})

const echo: MemoryHandler = ({ url }) => ({ status: 200, body: url.slice(url.lastIndexOf('/') + 1) })
const missing: MemoryHandler = () => ({ status: 404, body: '{"message":"nobody"}' })

describe('the functional face', () => {
  it('is lazy: nothing is sent before it is run', async () => {
    let asked = 0
    const connection = to(() => {
      asked += 1
      return { status: 200, body: 'x' }
    })
    const call = fromOperation(greet('a'))(connection)
    expect(asked).toBe(0)
    expect([await call(), await call(), asked]).toEqual([right('x'), right('x'), 2])
  })

  it('composes operations with fp-ts', async () => {
    const both = pipe(
      fromOperation(greet('a')),
      RTE.chain((first) =>
        pipe(
          fromOperation(greet(`${first}b`)),
          RTE.map((second) => [first, second] as const),
        ),
      ),
    )
    expect(await both(to(echo))()).toEqual(right(['a', 'ab']))
  })

  it('has the very error on its left that the Promise face rejects with', async () => {
    let thrown: unknown
    const failing: Connection = {
      ...to(missing),
      send: async (operation) => {
        try {
          return await to(missing).send(operation)
        } catch (error) {
          thrown = error
          throw error
        }
      },
    }
    const result = await fromOperation(greet('a'))(failing)()
    expect(result).toEqual(left(thrown))
    expect((result as { left: AisError }).left).toBe(thrown)
    expect(thrown).toMatchObject({ _tag: 'Api', code: 'NotFound', status: 404 })
  })

  it('derives flows and generators too, and ends a generator with its first left', async () => {
    const twice = async (connection: Connection, name: string): Promise<string> =>
      (await connection.send(greet(name))) + (await connection.send(greet(name)))
    expect(await fromFlow(twice)('z')(to(echo))()).toEqual(right('zz'))
    const some = async function* (connection: Connection, names: readonly string[]): AsyncGenerator<string> {
      for (const name of names) yield await connection.send(greet(name))
    }
    const results: unknown[] = []
    for await (const one of fromGenerator(some)(['a', 'b'])(
      to(({ url }) => (url.endsWith('b') ? { status: 404 } : { status: 200, body: 'a' })),
    ))
      results.push(one)
    expect(results).toEqual([right('a'), expect.objectContaining({ _tag: 'Left' })])
  })

  it('lets bugs through as rejections', async () => {
    const bug = new TypeError('a bug')
    const broken = async (): Promise<never> => {
      throw bug
    }
    await expect(fromFlow(broken)()(to(echo))()).rejects.toBe(bug)
  })
})
