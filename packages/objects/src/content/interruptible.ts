import { Ending } from '@ais/core'

const over: IteratorResult<Uint8Array, undefined> = { done: true, value: undefined }

/**
 * Makes content that is opened when it is first asked for, and whose end does not wait: ending it while a piece is awaited ends what
 * `open` was given, where a generator would first wait for the piece. A generator that opens it and yields all of it would do the same
 * for four turns of the event loop's queue a piece.
 */
export const interruptible = (
  open: (ending: Ending) => Promise<AsyncGenerator<Uint8Array>>,
): AsyncGenerator<Uint8Array> => {
  const ending = new Ending()
  let opening: Promise<AsyncGenerator<Uint8Array> | undefined> | undefined
  let content: AsyncGenerator<Uint8Array> | undefined
  let isOver = false
  let awaited = 0
  const settled = (): void => {
    awaited -= 1
  }
  const settle = <A>(step: Promise<A>): Promise<A> => {
    awaited += 1
    step.then(settled, settled)
    return step
  }
  const begin = async (): Promise<AsyncGenerator<Uint8Array> | undefined> => {
    try {
      content = await open(ending)
    } catch (error) {
      isOver = true
      throw error
    }
    return content
  }
  const first = async (): Promise<IteratorResult<Uint8Array>> => {
    // Who asks twice before it is open hears of a failure once.
    if (opening !== undefined) return (await opening.catch(() => undefined))?.next() ?? over
    opening = begin()
    return (await opening)?.next() ?? over
  }
  /** What is open, or about to be; nothing is opened any more. */
  const end = async (): Promise<AsyncGenerator<Uint8Array> | undefined> => {
    if (awaited > 0) ending.end()
    isOver ||= opening === undefined
    return opening?.catch(() => undefined)
  }
  const outer: AsyncGenerator<Uint8Array> = {
    next: () => {
      if (content !== undefined) return settle(content.next())
      return isOver ? Promise.resolve(over) : settle(first())
    },
    return: async (value: unknown) => (await end())?.return(value) ?? { done: true, value: await value },
    throw: async (error) => {
      const opened = await end()
      if (opened === undefined) throw error
      return opened.throw(error)
    },
    [Symbol.asyncIterator]: () => outer,
    [Symbol.asyncDispose]: async () => {
      await outer.return(undefined)
    },
  }
  return outer
}
