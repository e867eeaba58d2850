import { Ending } from '@ais/core'

const over: IteratorResult<Uint8Array, undefined> = { done: true, value: undefined }

/** What {@link interruptible} makes. */
class Interruptible implements AsyncGenerator<Uint8Array> {
  readonly #open: (ending: Ending) => Promise<AsyncGenerator<Uint8Array>>
  readonly #ending = new Ending()
  #opening: Promise<AsyncGenerator<Uint8Array>> | undefined
  #content: AsyncGenerator<Uint8Array> | undefined
  #isOver = false
  #awaited = 0
  readonly #settled = (): void => {
    this.#awaited -= 1
  }

  constructor(open: (ending: Ending) => Promise<AsyncGenerator<Uint8Array>>) {
    this.#open = open
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#content !== undefined) return this.#settle(this.#content.next())
    return this.#isOver ? Promise.resolve(over) : this.#settle(this.#first())
  }

  async return(value: unknown): Promise<IteratorResult<Uint8Array>> {
    return (await this.#end())?.return(value) ?? { done: true, value: await value }
  }

  async throw(error: unknown): Promise<IteratorResult<Uint8Array>> {
    const opened = await this.#end()
    if (opened === undefined) throw error
    return opened.throw(error)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return(undefined)
  }

  #settle<A>(step: Promise<A>): Promise<A> {
    this.#awaited += 1
    step.then(this.#settled, this.#settled)
    return step
  }

  async #begin(): Promise<AsyncGenerator<Uint8Array>> {
    try {
      this.#content = await this.#open(this.#ending)
    } catch (error) {
      this.#isOver = true
      throw error
    }
    return this.#content
  }

  async #first(): Promise<IteratorResult<Uint8Array>> {
    // Who asks twice before it is open hears of a failure once.
    if (this.#opening !== undefined) return (await this.#opening.catch(() => undefined))?.next() ?? over
    this.#opening = this.#begin()
    return (await this.#opening).next()
  }

  /** Gives what is open, or about to be; nothing is opened any more. */
  async #end(): Promise<AsyncGenerator<Uint8Array> | undefined> {
    if (this.#awaited > 0) this.#ending.end()
    this.#isOver ||= this.#opening === undefined
    return this.#opening?.catch(() => undefined)
  }
}

/**
 * Makes content that is opened when it is first asked for, and whose end does not wait: ending it while a piece is awaited ends what
 * `open` was given, where a generator would first wait for the piece. A generator that opens it and yields all of it would do the same
 * for four turns of the event loop's queue a piece.
 */
export const interruptible = (
  open: (ending: Ending) => Promise<AsyncGenerator<Uint8Array>>,
): AsyncGenerator<Uint8Array> => new Interruptible(open)
