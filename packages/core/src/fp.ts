import { left, right, type Either } from 'fp-ts/Either'
import type { ReaderTaskEither } from 'fp-ts/ReaderTaskEither'
import type { TaskEither } from 'fp-ts/TaskEither'
import type { CallOptions } from './call-options.js'
import type { Connection } from './connection.js'
import { isAisError, type AisError } from './errors/ais-error.js'
import type { Operation } from './operation.js'

/** A call that needs a connection and ends in an AisError or a result; nothing is sent until it is run. */
export type AisCall<A> = ReaderTaskEither<Connection, AisError, A>

const attempt =
  <A>(run: () => Promise<A>): TaskEither<AisError, A> =>
  async () => {
    try {
      return right(await run())
    } catch (error) {
      if (isAisError(error)) return left(error)
      throw error
    }
  }

/** Makes the functional face of an operation. Its Left is the very error that `send` rejects with. */
export const fromOperation =
  <A>(operation: Operation<A>, call?: CallOptions): AisCall<A> =>
  (connection) =>
    attempt(() => connection.send(operation, call))

/** Makes the functional face of a flow, a function `(connection, …arguments) => Promise`. */
export const fromFlow =
  <Arguments extends readonly unknown[], A>(
    flow: (connection: Connection, ...args: Arguments) => Promise<A>,
  ): ((...args: Arguments) => AisCall<A>) =>
  (...args) =>
  (connection) =>
    attempt(() => flow(connection, ...args))

/** A lazy sequence of results, each an AisError or a value; it ends with the first Left. */
export type AisStream<A> = (connection: Connection) => AsyncGenerator<Either<AisError, A>>

/** Makes the functional face of a generator flow, such as a paged listing. */
export const fromGenerator =
  <Arguments extends readonly unknown[], A>(
    flow: (connection: Connection, ...args: Arguments) => AsyncIterable<A>,
  ): ((...args: Arguments) => AisStream<A>) =>
  (...args) =>
    async function* (connection) {
      try {
        for await (const value of flow(connection, ...args)) yield right(value)
      } catch (error) {
        if (!isAisError(error)) throw error
        yield left(error)
      }
    }
