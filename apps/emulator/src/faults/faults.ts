import type { EmulatedNode } from '../topology/node.js'
import { checkFault, isFor, type Fault, type FaultEffect } from './fault.js'

/** A fault that was added. */
export interface AddedFault {
  /** How many requests it has befallen. */
  readonly hits: number
  /** Ends it. */
  remove(): void
}

/** A fault that befalls a request now. */
export interface StruckFault extends FaultEffect {
  /** From 0 to 1, by the fault's seed. */
  readonly chance: number
}

/** Faults of an emulated cluster, for tests of how a program bears them. */
export interface Faults {
  /**
   * Adds a fault. Of several that are meant for a request, the one that was added first befalls it.
   * @throws RangeError for a fault that could not happen
   */
  add(fault: Fault): AddedFault
  /** Ends all. */
  clear(): void
}

/** Mulberry32: numbers from 0 to 1 that follow from a seed. */
const dice = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Active {
  readonly fault: Fault
  readonly roll: () => number
  seen: number
  hits: number
}

/** The faults of a cluster, and which of them is next. */
export class FaultRegistry implements Faults {
  readonly #active = new Set<Active>()

  add(fault: Fault): AddedFault {
    checkFault(fault)
    const active: Active = { fault, roll: dice(fault.seed ?? 1), seen: 0, hits: 0 }
    this.#active.add(active)
    return {
      get hits() {
        return active.hits
      },
      remove: () => {
        this.#active.delete(active)
      },
    }
  }

  clear(): void {
    this.#active.clear()
  }

  /** The fault that befalls a request, counted as having done so. */
  strike(method: string, url: string, node: EmulatedNode): StruckFault | undefined {
    for (const active of this.#active) {
      const { fault, roll } = active
      if (!isFor(fault, method, url, node)) continue
      active.seen += 1
      if (active.seen <= (fault.skipCount ?? 0) || active.hits >= (fault.count ?? Infinity)) continue
      if (roll() >= (fault.probability ?? 1)) continue
      active.hits += 1
      return { ...fault, chance: roll() }
    }
    return undefined
  }
}
