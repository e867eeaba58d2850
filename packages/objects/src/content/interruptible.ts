/**
 * Makes content whose end does not wait: ending it while a piece is awaited fires the signal that `open` was given, where a generator
 * would first wait for the piece.
 */
export const interruptible = (
  open: (signal: AbortSignal) => AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> => {
  const ending = new AbortController()
  const content = open(ending.signal)
  let awaited = 0
  const settled = (): void => {
    awaited -= 1
  }
  const settle = <A>(step: Promise<A>): Promise<A> => {
    awaited += 1
    step.then(settled, settled)
    return step
  }
  const outer: AsyncGenerator<Uint8Array> = {
    next: () => settle(content.next()),
    return: (value) => {
      if (awaited > 0) ending.abort()
      return content.return(value)
    },
    throw: (error) => {
      if (awaited > 0) ending.abort()
      return content.throw(error)
    },
    [Symbol.asyncIterator]: () => outer,
    [Symbol.asyncDispose]: async () => {
      await outer.return(undefined)
    },
  }
  return outer
}
