/**
 * The end of a call or of an exchange. It says what an AbortSignal says, at a fraction of its cost; the signal itself is
 * made when somebody asks for it.
 */
export class Ending {
  #isOver = false
  // Most have one listener at a time, and a set costs more than all else here.
  #only: (() => void) | undefined
  #others: Set<() => void> | undefined
  #controller: AbortController | undefined

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** The same as a signal, for whoever knows nothing else. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#isOver) this.#controller.abort()
    }
    return this.#controller.signal
  }

  /** Ends it, and calls every listener once; safe to call twice. */
  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    const [only, others] = [this.#only, this.#others]
    this.#only = undefined
    this.#others = undefined
    this.#controller?.abort()
    only?.()
    if (others !== undefined) for (const listener of others) listener()
  }

  /** Calls a listener at the end, at once if that was before. */
  on(listener: () => void): void {
    if (this.#isOver) listener()
    else if (this.#only === undefined) this.#only = listener
    else {
      this.#others ??= new Set()
      this.#others.add(listener)
    }
  }

  /** Forgets a listener. */
  off(listener: () => void): void {
    if (this.#only === listener) this.#only = undefined
    else this.#others?.delete(listener)
  }
}
