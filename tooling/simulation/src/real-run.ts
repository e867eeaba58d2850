import { Client } from '@ais/client'
import { undiciTransport } from '@ais/core/undici'
import { bucketName } from './cluster-model.ts'
import type { FleetResult } from './fleet.ts'
import { counted, putToWork } from './load.ts'
import { pause } from './pause.ts'
import type { Plan } from './plan.ts'
import { randomOf } from './random.ts'
import type { RealCluster } from './real-cluster.ts'
import { followTargets, type RealIncident } from './real-incident.ts'
import { Tally } from './tally.ts'

const startsMs = 10_000
const contentBytes = 1024

/** What a real cluster did, and the plan by which the model does the same. */
export interface RealRun {
  readonly plan: Plan
  readonly result: FleetResult
}

const fill = async (client: Client, objects: number): Promise<void> => {
  const bucket = client.bucket(bucketName)
  await bucket.delete({ missingOk: true })
  await bucket.create()
  for (let index = 0; index < objects; index += 1)
    await bucket.object(`o${index}`).putContent(new Uint8Array(contentBytes).fill(7))
}

/** Puts a real cluster under a fleet's load and through an incident. */
export const runReal = async (
  cluster: RealCluster,
  incident: RealIncident,
  fleet: Omit<Plan, 'incident' | 'beginMs' | 'endMs' | 'untilMs'>,
): Promise<RealRun> => {
  await using filler = new Client(cluster.endpoint)
  await fill(filler, fleet.objects)
  const untilMs = startsMs + incident.lastsMs + incident.afterMs
  const tally = new Tally()
  const transport = counted(undiciTransport(), tally, `${cluster.endpoint}/`)
  const clients = Array.from(
    { length: fleet.clients },
    () => new Client(cluster.endpoint, { transport, bytesTransport: transport }),
  )
  const ended = putToWork(clients, { ...fleet, bucketName, untilMs }, tally, randomOf(fleet.seed))
  await pause(startsMs - tally.nowMs)
  const beginMs = tally.nowMs
  await incident.begin(cluster)
  await pause(beginMs + incident.lastsMs - tally.nowMs)
  const endMs = tally.nowMs
  await incident.end(cluster)
  const stopFollowing = followTargets(cluster)
  await ended
  const rejoin = stopFollowing()
  await Promise.all(clients.map((client) => client.close()))
  await transport.close()
  const plan: Plan = {
    ...fleet,
    incident: incident.name,
    beginMs,
    endMs,
    untilMs,
    // What a node takes to start again is measured, not foretold.
    ...(incident.name === 'proxy-restart' ? { rejoin } : {}),
  }
  return { plan, result: { seconds: tally.seconds.slice(0, Math.floor(untilMs / 1000)), mapsTold: 0 } }
}
