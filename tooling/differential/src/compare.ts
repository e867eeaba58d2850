import { isDeepStrictEqual } from 'node:util'
import { Client } from '@ais/client'
import { randomBytes } from 'node:crypto'
import type { Place, Step } from './step.ts'
import { runStep, type Outcome } from './run-step.ts'

/** Where two endpoints differ. */
export interface Difference {
  readonly index: number
  readonly step: Step
  readonly outcomes: readonly [Outcome, Outcome]
}

const open = async (client: Client, name: string): Promise<Place> => ({
  client,
  bucket: await client.bucket(name).create(),
  other: await client.bucket(`${name}-other`).create(),
})

/** Two endpoints that are given the same sequences. */
export class Pair implements AsyncDisposable {
  readonly #clients: readonly [Client, Client]
  readonly #run = randomBytes(4).toString('hex')
  #count = 0

  constructor(endpoints: readonly [string, string]) {
    this.#clients = [new Client(endpoints[0]), new Client(endpoints[1])]
  }

  /**
   * Runs a sequence on both, each time in new buckets; tells the first difference, if there is one.
   * @param prepare - called with the buckets' name before the first step
   */
  async compare(
    steps: readonly Step[],
    prepare: (bucketName: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<Difference | undefined> {
    this.#count += 1
    const name = `differential-${this.#run}-${this.#count}`
    const places: readonly [Place, Place] = [await open(this.#clients[0], name), await open(this.#clients[1], name)]
    try {
      await prepare(name)
      for (const [index, step] of steps.entries()) {
        const outcomes = await Promise.all([runStep(places[0], step), runStep(places[1], step)])
        if (!isDeepStrictEqual(outcomes[0], outcomes[1])) return { index, step, outcomes }
      }
      return undefined
    } finally {
      await Promise.all(
        places.flatMap(({ bucket, other }) => [bucket, other]).map((one) => one.delete({ missingOk: true })),
      )
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()))
  }
}
