import { performance } from 'node:perf_hooks'
import { Client } from '@ais/client'
import { randomOf, startFaultProxy, type Random } from '@ais-tooling/fault-proxy'
import { jsonContent } from '../content.ts'
import { leftBy, outcomeOfError, withinBound } from '../outcome.ts'
import { boundMs, impatient } from '../patience.ts'
import type { Stage } from '../stage.ts'
import { Model } from './model.ts'
import { putRandomFaults } from './random-faults.ts'
import { readings, writings } from './transfers.ts'

/** How a run at random goes. */
export interface RandomOptions {
  readonly seed: number
  /** Ends after so many transfers, or so many milliseconds, whichever comes first. */
  readonly transfers: number
  readonly forMs: number
  /** Share of the exchanges that meet a fault, 0 to 1. */
  readonly probability: number
  /** Transfers at a time. With 1 a seed gives the same run again; with more, faults and transfers meet as time has it. @defaultValue 8 */
  readonly lanes?: number
  /** Called before each transfer, with its number from 0. */
  readonly onTransfer?: (index: number) => void
  /** Waited for before what is left is looked at. */
  readonly settled?: () => Promise<unknown>
  /** Waited for after that, and what is left looked at once more: whether what was missing has come back. */
  readonly mended?: () => Promise<unknown>
}

/** What came of a run. */
export interface RandomResult {
  readonly seed: number
  readonly transfers: number
  readonly acknowledged: number
  /** How many transfers ended how. */
  readonly outcomes: Readonly<Record<string, number>>
  /** What the first error of each outcome said. */
  readonly examples: ReadonlyMap<string, string>
  /** What must never be, in words. */
  readonly violations: readonly string[]
  /** What of that is still so after {@link RandomOptions.mended}; `undefined` without it. */
  readonly leftAfterwards: readonly string[] | undefined
}

class Lane {
  readonly #stage: Stage
  readonly #client: Client
  readonly #random: Random
  readonly #model: Model
  readonly #lane: number
  readonly violations: string[] = []
  /** The first error of each outcome. */
  readonly examples = new Map<string, string>()

  constructor(stage: Stage, client: Client, model: Model, random: Random, lane: number) {
    this.#stage = stage
    this.#client = client
    this.#model = model
    this.#random = random
    this.#lane = lane
  }

  /** Makes a transfer of an object that no other lane touches, and tells how it ended. */
  async transfer(index: number): Promise<string> {
    const name = `r-${this.#lane}-${this.#random.integer(0, 3)}`
    const isWrite = this.#model.mayHold(name)[0] === undefined || this.#random.happens(0.4)
    const outcome = await withinBound(
      isWrite ? this.#write(name, index) : this.#read(name),
      boundMs(this.#stage.patience),
    )
    if (outcome === 'HANG' || outcome === 'UNTYPED') this.violations.push(`${name}: ${outcome}`)
    return outcome
  }

  async #write(name: string, index: number): Promise<string> {
    const content = jsonContent(this.#random.integer(64, 150_000), index)
    const writing = this.#random.pick(writings)
    const object = this.#client.bucket(this.#stage.bucket).object(name)
    try {
      await writing.write(object, content)
      this.#model.written(name, content)
      return 'written'
    } catch (error) {
      this.#model.unsure(name, content)
      return this.#outcomeOf(error)
    }
  }

  async #read(name: string): Promise<string> {
    const reading = this.#random.pick(readings(this.#random))
    const object = this.#client.bucket(this.#stage.bucket).object(name)
    try {
      const found = await reading.read(object)
      if (this.#model.allows(name, found, reading.part)) return 'read'
      if (!reading.isVerified) return 'unverified'
      if (this.#model.isStale(name, found)) {
        this.violations.push(`${name}: an earlier content, whole, by ${reading.name}`)
        return 'stale'
      }
      this.violations.push(`${name}: wrong bytes by ${reading.name}`)
      return 'WRONG'
    } catch (error) {
      return this.#outcomeOf(error)
    }
  }

  #outcomeOf(error: unknown): string {
    const outcome = outcomeOfError(error)
    if (!this.examples.has(outcome)) this.examples.set(outcome, error instanceof Error ? error.message : String(error))
    return outcome
  }
}

/** What is left of each object at the end, seen without faults, must be what the model allows. */
const checkWhatIsLeft = async (stage: Stage, model: Model): Promise<readonly string[]> => {
  const wrong: string[] = []
  for (const name of model.names()) {
    const found = await stage.direct
      .bucket(stage.bucket)
      .object(name)
      .get()
      .readAll()
      .catch((error: unknown) => {
        if (outcomeOfError(error) === 'Api ObjectNotFound') return undefined
        throw error
      })
    if (model.allows(name, found)) continue
    const isStale = found !== undefined && model.isStale(name, found)
    const what = isStale ? 'an earlier content, whole' : 'neither old nor new'
    wrong.push(`${name}: ${found === undefined ? 'lost' : what}, at the end`)
  }
  return wrong
}

const count = (outcomes: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes.toSorted()) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

/** Makes transfers at random through faults at random, the same ones for the same seed, and holds what is found to a model. */
export const runRandom = async (stage: Stage, options: RandomOptions): Promise<RandomResult> => {
  const { seed, transfers, forMs, probability, onTransfer, lanes = 8 } = options
  const model = new Model()
  await using proxy = await startFaultProxy({ upstream: stage.endpoint, seed })
  putRandomFaults(proxy, probability)
  const client = new Client(proxy.url, impatient('default', stage.patience))
  const endMs = performance.now() + forMs
  const outcomes: string[] = []
  let next = 0
  const run = async (lane: Lane): Promise<void> => {
    while (next < transfers && performance.now() < endMs) {
      const index = next
      next += 1
      onTransfer?.(index)
      outcomes.push(await lane.transfer(index))
    }
  }
  const all = Array.from({ length: lanes }, (_, lane) => new Lane(stage, client, model, randomOf(seed + lane), lane))
  await Promise.all(all.map(run))
  const left = await leftBy(client, proxy, 'default')
  await options.settled?.()
  const found = await checkWhatIsLeft(stage, model)
  await options.mended?.()
  return {
    seed,
    transfers: outcomes.length,
    acknowledged: model.acknowledged,
    outcomes: count(outcomes),
    examples: new Map(all.flatMap(({ examples }) => [...examples])),
    violations: [...all.flatMap(({ violations }) => violations), ...(left === undefined ? [] : [left]), ...found],
    leftAfterwards: options.mended === undefined ? undefined : await checkWhatIsLeft(stage, model),
  }
}
