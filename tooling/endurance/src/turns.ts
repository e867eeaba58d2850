/** The event loop, counted: what waits for nothing takes some turns, on a busy machine too; what waits for a disk takes thousands. */
export interface Turns {
  readonly now: number
  /** Calls something in a turn that is to come. */
  at(turn: number, call: () => void): void
  /** Stops counting, so that the process can end. */
  end(): void
}

/** Counts turns of the event loop, which it keeps busy for that. */
export const startTurns = (): Turns => {
  let now = 0
  let isOver = false
  const due = new Map<number, (() => void)[]>()
  const next = (): void => {
    if (isOver) return
    now += 1
    const calls = due.get(now) ?? []
    due.delete(now)
    for (const call of calls) call()
    setImmediate(next)
  }
  setImmediate(next)
  return {
    get now() {
      return now
    },
    at: (turn, call) => {
      // One that is over is made up for in the next.
      const when = Math.max(turn, now + 1)
      due.set(when, [...(due.get(when) ?? []), call])
    },
    end: () => {
      isOver = true
    },
  }
}
