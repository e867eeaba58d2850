import type { Client } from '@ais/client'
import { isAisError, type Transport } from '@ais/core'
import { pause } from './pause.ts'
import { exponential } from './random.ts'
import type { Tally } from './tally.ts'

/** What a fleet does: workers that read one object after another and think between two reads. */
export interface Load {
  readonly bucketName: string
  /** Objects that are read, all alike: `o0`, `o1`, … */
  readonly objects: number
  readonly workersPerClient: number
  /** Mean of the time that a worker spends on what it has read, in milliseconds. */
  readonly thinkMs: number
  /** Reads ask the target that owns the object, by placement on the client. */
  readonly direct: boolean
  /** When workers begin no more reads, in milliseconds from the start of the tally. */
  readonly untilMs: number
}

const work = async (client: Client, load: Load, tally: Tally, random: () => number): Promise<void> => {
  // As if it had been at it for ever: the demand is the same from the first second on.
  await pause(exponential(load.thinkMs, random))
  while (tally.nowMs < load.untilMs) {
    const startedMs = tally.nowMs
    const object = client.bucket(load.bucketName).object(`o${Math.floor(random() * load.objects)}`)
    try {
      await object.getReader({ direct: load.direct }).readAll()
      tally.ok(tally.nowMs - startedMs)
    } catch (error) {
      if (!isAisError(error)) throw error
      tally.failed(error._tag === 'Api' ? `Api ${error.status}` : error._tag)
    }
    await pause(exponential(load.thinkMs, random))
  }
}

/** Puts clients under a load, counted by a tally; ends with the last worker, or with a fault that no AisError is. */
export const putToWork = async (
  clients: readonly Client[],
  load: Load,
  tally: Tally,
  random: () => number,
): Promise<void> => {
  const workers = clients.flatMap((client) =>
    Array.from({ length: load.workersPerClient }, () => work(client, load, tally, random)),
  )
  await Promise.all(workers)
}

/** Counts what reaches proxies, second by second. */
export const counted = (transport: Transport, tally: Tally, proxyUrl: string): Transport => ({
  ...transport,
  exchange: (request, ending) => {
    if (request.url.startsWith(proxyUrl)) tally.proxyExchange()
    return transport.exchange(request, ending)
  },
})
