import type { Incident } from './incident.ts'
import { shapeOf, type Plan } from './plan.ts'
import { measuredSpeeds } from './speeds.ts'

/** A fleet that docs/scale.md tells of. */
export interface DocumentedFleet {
  /** The name of its table in the document. */
  readonly name: 'roomy' | 'tight' | 'busy'
  readonly incidents: readonly Incident['name'][]
  readonly plan: Omit<Plan, 'incident'>
}

const thousands = {
  seed: 1,
  clients: 10_000,
  workersPerClient: 1,
  thinkMs: 4000,
  objects: 100_000,
  direct: false,
  beginMs: 10_000,
  endMs: 20_000,
  untilMs: 40_000,
} as const

/** The fleets of docs/scale.md; incidents last from 10 to 20 seconds of their clock. */
export const documentedFleets: readonly DocumentedFleet[] = [
  {
    name: 'roomy',
    incidents: ['none', 'proxy-restart', 'proxy-stall', 'slow-target', 'stalled-target', 'rebalance', 'storm-429'],
    plan: { ...thousands, cluster: shapeOf({ proxies: 20, targets: 1000, parallel: 4 }, measuredSpeeds) },
  },
  {
    name: 'tight',
    incidents: ['none', 'proxy-restart', 'proxy-stall', 'storm-429'],
    plan: {
      ...thousands,
      // Five eighths of what the proxies can do.
      cluster: shapeOf({ proxies: 20, targets: 1000, parallel: 4 }, { ...measuredSpeeds, proxyMs: 20 }),
      timeouts: { headersMs: 700, connectMs: 300 },
      untilMs: 80_000,
    },
  },
  {
    name: 'busy',
    incidents: ['none', 'proxy-restart', 'proxy-stall', 'slow-target', 'stalled-target', 'rebalance', 'storm-429'],
    plan: {
      ...thousands,
      clients: 60,
      workersPerClient: 4,
      thinkMs: 500,
      objects: 1000,
      cluster: shapeOf({ proxies: 2, targets: 10, parallel: 4 }, measuredSpeeds),
    },
  },
]
