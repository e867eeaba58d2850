/** What is made when it is first asked for, once for all who ask. A failure is not kept: who asks next has it made anew. */
export class Lazy<A extends object> {
  readonly #make: () => Promise<A>
  #ready: A | undefined
  #making: Promise<A> | undefined

  constructor(make: () => Promise<A>) {
    this.#make = make
  }

  /** Gives it, and has it made if it is not; a promise only until it is there: then nobody waits for it. */
  get(): A | Promise<A> {
    return this.#ready ?? (this.#making ??= this.#begin())
  }

  /** What there is of it; `undefined` when nobody has asked, or it could not be made. */
  get made(): A | Promise<A> | undefined {
    return this.#ready ?? this.#making
  }

  async #begin(): Promise<A> {
    try {
      this.#ready = await this.#make()
      return this.#ready
    } finally {
      this.#making = undefined
    }
  }
}
