import { afterEach } from 'vitest'
import { connect } from '../../src/connect.js'
import type { Connection } from '../../src/connection.js'
import { isAisError, type AisError } from '../../src/errors/ais-error.js'
import type { Operation } from '../../src/operation.js'
import type { ConnectOptions } from '../../src/options.js'
import { collectText } from '../../src/read/collect.js'
import { undiciTransport } from '../../src/undici.js'
import { startServer, type Answer, type TestServer } from './test-server.js'

const open: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

/** A server that is closed after the test. */
export const serve = async (answer: Answer, early?: Parameters<typeof startServer>[1]): Promise<TestServer> => {
  const server = await startServer(answer, early)
  open.push(server.close)
  return server
}

/** A connection that is closed after the test; waits between attempts are short. */
export const connectTo = (endpoint: string, options: ConnectOptions = {}): Connection => {
  const connection = connect({
    endpoint,
    transport: undiciTransport(),
    ...options,
    retry: { baseDelayMs: 1, maxDelayMs: 5, ...options.retry },
  })
  open.push(connection.close)
  return connection
}

/** An operation that reads its answer as text, idempotent unless said otherwise. */
export const operation = (more: Partial<Operation<string>> = {}): Operation<string> => ({
  name: 'test.call',
  method: 'GET',
  path: '/v1/objects/b/o',
  subject: 'ais://b/o',
  idempotent: true,
  read: ({ body }) => collectText(body),
  ...more,
})

type Tagged<Tag extends AisError['_tag']> = Extract<AisError, { readonly _tag: Tag }>

/** The AisError of the given tag that a promise rejects with; anything else fails the test. */
export const failure = async <Tag extends AisError['_tag']>(call: Promise<unknown>, tag: Tag): Promise<Tagged<Tag>> => {
  try {
    await call
  } catch (error) {
    if (isAisError(error) && error._tag === tag) return error as Tagged<Tag>
    throw error
  }
  throw new Error(`resolved where a ${tag} error is expected`)
}

/** A value that is set later, by a server for instance. */
export const signalled = (): { readonly done: Promise<void>; readonly fire: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { done: promise, fire: resolve }
}
