/**
 * Lets other work have its turn of the event loop before the caller goes on. A timer would do it too, but takes a millisecond at least, in
 * which nothing is done.
 */
export const turn = (): Promise<void> =>
  new Promise((resolve) => void (typeof setImmediate === 'function' ? setImmediate(resolve) : setTimeout(resolve)))
