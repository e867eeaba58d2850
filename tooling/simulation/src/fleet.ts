import { Client } from '@ais/client'
import { isAisError, type Transport } from '@ais/core'
import { bucketName, ClusterModel } from './cluster-model.ts'
import { incidentOf } from './incident.ts'
import { demandOf, type Plan } from './plan.ts'
import { exponential, randomOf } from './random.ts'
import { Tally, type Second } from './tally.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What came of a run. */
export interface FleetResult {
  readonly seconds: readonly Second[]
  /** Requests for the cluster's map. */
  readonly mapsTold: number
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** Counts what reaches proxies, second by second. */
const counted = (transport: Transport, tally: Tally): Transport => ({
  ...transport,
  exchange: (request, ending) => {
    if (request.url.startsWith('http://p')) tally.proxyExchange()
    return transport.exchange(request, ending)
  },
})

/** Runs a fleet of clients, whole ones of `@ais/client`, against the model. The clock must be the world's. */
export const runFleet = async (plan: Plan, clock: VirtualClock): Promise<FleetResult> => {
  const random = randomOf(plan.seed)
  const cluster = await ClusterModel.build(plan.cluster, random)
  const tally = new Tally()
  const transport = counted(cluster.transport(), tally)
  const incident = incidentOf(plan.incident)

  const work = async (client: Client): Promise<void> => {
    // As if it had been at it for ever: the demand is the same from the first second on.
    await pause(exponential(plan.thinkMs, random))
    while (performance.now() < plan.untilMs) {
      const startedMs = performance.now()
      const object = client.bucket(bucketName).object(`o${Math.floor(random() * plan.objects)}`)
      try {
        await object.getReader({ direct: plan.direct }).readAll()
        tally.ok(performance.now() - startedMs)
      } catch (error) {
        if (!isAisError(error)) throw error
        tally.failed(error._tag === 'Api' ? `Api ${error.status}` : error._tag)
      }
      await pause(exponential(plan.thinkMs, random))
    }
  }

  const clients = Array.from({ length: plan.clients }, (_, index) => {
    const proxy = cluster.proxies[index % cluster.proxies.length]
    return new Client(proxy?.url, {
      transport,
      bytesTransport: transport,
      ...(plan.retry === undefined ? {} : { retry: plan.retry }),
      ...(plan.timeouts === undefined ? {} : { timeouts: plan.timeouts }),
    })
  })
  const faults: unknown[] = []
  for (const client of clients)
    for (let index = 0; index < plan.workersPerClient; index += 1)
      work(client).catch((error: unknown) => faults.push(error))
  setTimeout(() => incident.begin(cluster, demandOf(plan)), plan.beginMs)
  setTimeout(() => incident.end(cluster), plan.endMs)
  await clock.runUntil(plan.untilMs)
  if (faults.length > 0) throw new Error(`simulation: a worker ended: ${String(faults[0])}`, { cause: faults[0] })
  return { seconds: tally.seconds, mapsTold: cluster.mapsTold }
}
