import { Client } from '@ais/client'
import type { Incident } from './incident.ts'
import { pause } from './pause.ts'
import type { Plan } from './plan.ts'
import type { RealCluster } from './real-cluster.ts'

/** An incident of the model that is made on a real cluster too; begin and end last as long as they take. */
export interface RealIncident {
  readonly name: Incident['name']
  readonly what: string
  readonly begin: (cluster: RealCluster) => Promise<void> | void
  readonly end: (cluster: RealCluster) => Promise<void> | void
  /** How long the incident lasts, in milliseconds. */
  readonly lastsMs: number
  /** How long to go on after it, in milliseconds. */
  readonly afterMs: number
}

/** What a real cluster is put through, beside the quiet case. */
export const realIncidents: readonly RealIncident[] = [
  { name: 'none', what: 'nothing happens', begin: () => {}, end: () => {}, lastsMs: 8000, afterMs: 8000 },
  {
    name: 'stalled-target',
    what: 'one of three targets stands still (SIGSTOP) and goes on (SIGCONT)',
    begin: ({ targets: [first] }) => first?.freeze(),
    end: ({ targets: [first] }) => first?.thaw(),
    lastsMs: 8000,
    afterMs: 12_000,
  },
  {
    name: 'proxy-restart',
    what: 'the only proxy is killed and started again, alone with what it knows',
    begin: ({ proxy }) => proxy.kill(),
    end: ({ proxy }) => proxy.start(),
    lastsMs: 5000,
    afterMs: 40_000,
  },
  {
    name: 'rebalance',
    what: 'one of three targets is put into maintenance, and its objects move while they are read',
    begin: async (cluster) => {
      await using client = new Client(cluster.endpoint)
      const { targets } = await client.cluster().getInfo()
      const [id = ''] = targets.map(({ daemonId }) => daemonId).toSorted()
      await client.cluster().startMaintenance(id)
    },
    // AIStore refuses to take it back while objects move. The model's reads by the proxy see no difference.
    end: () => {},
    lastsMs: 15_000,
    afterMs: 20_000,
  },
]

/** Follows how many targets the proxy knows, from now on until it is told to end. */
export const followTargets = (cluster: RealCluster): (() => NonNullable<Plan['rejoin']>) => {
  const startedMs = performance.now()
  const seen: { afterMs: number; targets: number }[] = []
  let isOver = false
  const follow = async (): Promise<void> => {
    while (!isOver) {
      const targets = await cluster.targetsKnown()
      if (seen.at(-1)?.targets !== targets) seen.push({ afterMs: performance.now() - startedMs, targets })
      await pause(100)
    }
  }
  void follow()
  return () => {
    isOver = true
    return seen
  }
}
