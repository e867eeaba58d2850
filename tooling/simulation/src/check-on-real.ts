import { measureSpeeds } from './measure-speeds.ts'
import { holdToReal, type Held } from './model-check.ts'
import { shapeOf } from './plan.ts'
import { RealCluster } from './real-cluster.ts'
import { realIncidents } from './real-incident.ts'
import { runReal } from './real-run.ts'
import { simulate } from './simulate.ts'
import type { Second } from './tally.ts'

/** An incident on a real cluster and in the model. */
export interface CheckedIncident {
  readonly what: string
  readonly held: readonly Held[]
  readonly realSeconds: readonly Second[]
  readonly modelSeconds: readonly Second[]
  /** Of how many targets the proxy knew after the incident, from when on. */
  readonly rejoin: readonly { readonly afterMs: number; readonly targets: number }[]
}

const targets = 3
const parallel = 4
/** Few enough reads that neither cluster nor client is short of a core: what is compared are laws, not machines. */
const fleet = { seed: 1, clients: 10, workersPerClient: 4, thinkMs: 250, objects: 300, direct: false } as const

/** Brings up AIStore on this host, measures its hops, and puts it and the model through the same incidents. */
export const checkOnReal = async (
  binary: string,
  firstPort: number,
  log: (line: string) => void,
): Promise<readonly CheckedIncident[]> => {
  log('starting a cluster …')
  const cluster = await RealCluster.up(binary, targets, firstPort)
  try {
    log('measuring its hops …')
    const speeds = await measureSpeeds(cluster.endpoint, [])
    const shape = shapeOf({ proxies: 1, targets, parallel }, speeds)
    const checked: CheckedIncident[] = []
    for (const incident of realIncidents) {
      log(`${incident.what} …`)
      const { plan, result } = await runReal(cluster, incident, { ...fleet, cluster: shape })
      const model = await simulate(plan)
      checked.push({
        what: incident.what,
        held: holdToReal(plan, result, model, speeds.clientMs),
        realSeconds: result.seconds,
        modelSeconds: model.seconds,
        rejoin: plan.rejoin ?? [],
      })
    }
    return checked
  } finally {
    cluster.down()
  }
}
