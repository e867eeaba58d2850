import { TransportFault } from '@ais/core'
import { pause } from './pause.ts'
import { exponential } from './random.ts'

/** How a node of the model serves. */
export interface NodeSpeed {
  /** Requests that it works on at a time. */
  readonly parallel: number
  /** Mean of the time for one, exponentially distributed, in milliseconds. */
  readonly serviceMs: number
  /** From one host to another and back, in milliseconds. */
  readonly roundTripMs: number
}

/** A proxy or a target: requests queue for its workers, first come, first served. */
export class NodeModel {
  readonly url: string
  readonly id: string
  /** Exchanges that reached it, or tried to. */
  exchanges = 0
  /** Times its service time; 1 in health. */
  slowness = 1
  /** Requests a second that it lets pass; more are answered 429. */
  ratePerSecond = Infinity
  readonly #speed: NodeSpeed
  readonly #random: () => number
  readonly #freeAtMs: number[]
  #isDown = false
  #restarts = 0
  #thawed: Promise<void> | undefined
  #thaw = (): void => {}
  #passed = { second: -1, count: 0 }

  constructor(id: string, speed: NodeSpeed, random: () => number) {
    this.id = id
    this.url = `http://${id}:51080`
    this.#speed = speed
    this.#random = random
    this.#freeAtMs = Array.from({ length: speed.parallel }, () => 0)
  }

  /** Goes away: what it works on is lost, and nobody connects until it is back. */
  stop(): void {
    this.#isDown = true
    this.#restarts += 1
    this.#freeAtMs.fill(0)
  }

  /** Comes back with an empty queue. */
  start(): void {
    this.#isDown = false
  }

  /** Stands still: takes requests, and answers none until it is thawed. */
  freeze(): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#thawed = promise
    this.#thaw = resolve
  }

  /** Goes on with what came meanwhile. */
  thaw(): void {
    this.#thaw()
    this.#thawed = undefined
  }

  #isLimited(): boolean {
    const second = Math.floor(performance.now() / 1000)
    if (this.#passed.second !== second) this.#passed = { second, count: 0 }
    this.#passed.count += 1
    return this.#passed.count > this.ratePerSecond
  }

  /** When a request that arrives now is done. */
  #doneAtMs(): number {
    const nowMs = performance.now()
    let first = 0
    for (let index = 1; index < this.#freeAtMs.length; index += 1)
      if ((this.#freeAtMs[index] ?? 0) < (this.#freeAtMs[first] ?? 0)) first = index
    const doneAtMs =
      Math.max(nowMs, this.#freeAtMs[first] ?? 0) + exponential(this.#speed.serviceMs * this.slowness, this.#random)
    this.#freeAtMs[first] = doneAtMs
    return doneAtMs
  }

  /**
   * Carries a request there, lets it be served, and carries the answer back.
   * @throws TransportFault when nobody is there, or the node goes away meanwhile
   */
  async serve(): Promise<'served' | 'limited'> {
    this.exchanges += 1
    const half = this.#speed.roundTripMs / 2
    await pause(half)
    if (this.#isDown) {
      await pause(half)
      throw new TransportFault('connect', `connect ECONNREFUSED ${this.url}`, false)
    }
    if (this.#isLimited()) {
      await pause(half)
      return 'limited'
    }
    if (this.#thawed !== undefined) await this.#thawed
    const restarts = this.#restarts
    await pause(this.#doneAtMs() - performance.now())
    if (restarts !== this.#restarts) throw new TransportFault('reset', `read ECONNRESET ${this.url}`, true)
    await pause(half)
    return 'served'
  }
}
