import { Client } from '@ais/client'
import { bucketName, ClusterModel } from './cluster-model.ts'
import { incidentOf } from './incident.ts'
import { counted, putToWork } from './load.ts'
import { demandOf, type Plan } from './plan.ts'
import { randomOf } from './random.ts'
import { Tally, type Second } from './tally.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What came of a run. */
export interface FleetResult {
  readonly seconds: readonly Second[]
  /** Requests for the cluster's map. */
  readonly mapsTold: number
}

/** Runs a fleet of clients, whole ones of `@ais/client`, against the model. The clock must be the world's. */
export const runFleet = async (plan: Plan, clock: VirtualClock): Promise<FleetResult> => {
  const random = randomOf(plan.seed)
  const cluster = await ClusterModel.build(plan.cluster, random)
  const tally = new Tally()
  const transport = counted(cluster.transport(), tally, 'http://p')
  const incident = incidentOf(plan.incident)
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
  putToWork(clients, { ...plan, bucketName }, tally, random).catch((error: unknown) => faults.push(error))
  setTimeout(() => incident.begin(cluster, demandOf(plan)), plan.beginMs)
  setTimeout(() => {
    incident.end(cluster)
    for (const { afterMs, targets } of plan.rejoin ?? [])
      if (afterMs <= 0) cluster.setKnownTargets(targets)
      else setTimeout(() => cluster.setKnownTargets(targets), afterMs)
  }, plan.endMs)
  await clock.runUntil(plan.untilMs)
  if (faults.length > 0) throw new Error(`simulation: a worker ended: ${String(faults[0])}`, { cause: faults[0] })
  return { seconds: tally.seconds, mapsTold: cluster.mapsTold }
}
