interface Waiting {
  /** Makes the change; gives what settles its promise once the group is durable. */
  readonly make: () => () => void
  readonly fail: (error: unknown) => void
}

/**
 * Makes changes that come while the loop turns once durable together: syncing is what a small write costs, and it costs the same for
 * one as for many.
 */
export class GroupCommit {
  readonly #atomically: (change: () => void) => void
  #waiting: Waiting[] = []

  constructor(atomically: (change: () => void) => void) {
    this.#atomically = atomically
  }

  /** Resolves when the change is durable. One that throws must not have written anything; the others of its group go on. */
  add<A>(change: () => A): Promise<A> {
    return new Promise<A>((resolve, reject) => {
      const make = (): (() => void) => {
        try {
          const result = change()
          return () => resolve(result)
        } catch (error) {
          return () => reject(error)
        }
      }
      if (this.#waiting.length === 0) setImmediate(() => this.flush())
      this.#waiting.push({ make, fail: reject })
    })
  }

  /** Makes durable what waits now. */
  flush(): void {
    const group = this.#waiting
    if (group.length === 0) return
    this.#waiting = []
    let settle: readonly (() => void)[] = []
    try {
      this.#atomically(() => {
        settle = group.map(({ make }) => make())
      })
    } catch (error) {
      for (const { fail } of group) fail(error)
      return
    }
    for (const done of settle) done()
  }
}
