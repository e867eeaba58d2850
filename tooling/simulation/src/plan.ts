import type { ClusterShape } from './cluster-model.ts'

/** One run of the simulation; the same plan gives the same result. */
export interface Plan {
  readonly seed: number
  readonly clients: number
  /** Reads that a client has in flight at most: its loaders. */
  readonly workersPerClient: number
  /** Mean of the time that a worker spends on what it has read, in milliseconds. */
  readonly thinkMs: number
  /** Objects that are read, all alike. */
  readonly objects: number
  /** Reads ask the target that owns the object, by placement on the client. */
  readonly direct: boolean
  readonly cluster: ClusterShape
  /** By its name: see incidents. */
  readonly incident: string
  readonly beginMs: number
  readonly endMs: number
  /**
   * What proxies know after the end of the incident: of how many targets, from when on, in milliseconds after it. A primary that
   * comes back alone knows of none until they register. All of them, at once, where left out.
   */
  readonly rejoin?: readonly { readonly afterMs: number; readonly targets: number }[]
  /** When the simulation ends. */
  readonly untilMs: number
  /** The client's options of that name; its defaults where left out. */
  readonly retry?: { readonly maxAttempts?: number; readonly budgetRatio?: number; readonly baseDelayMs?: number }
  readonly timeouts?: { readonly headersMs?: number; readonly connectMs?: number }
}

/** Reads a second that the fleet asks for while all goes well and waiting is short. */
export const demandOf = ({ clients, workersPerClient, thinkMs }: Plan): number =>
  (clients * workersPerClient * 1000) / thinkMs

/** A cluster whose nodes are as fast as the ones that were measured. */
export const shapeOf = (
  nodes: { readonly proxies: number; readonly targets: number; readonly parallel: number },
  speeds: { readonly proxyMs: number; readonly targetMs: number; readonly roundTripMs: number },
): ClusterShape => ({
  proxies: nodes.proxies,
  targets: nodes.targets,
  proxy: { parallel: nodes.parallel, serviceMs: speeds.proxyMs, roundTripMs: speeds.roundTripMs },
  target: { parallel: nodes.parallel, serviceMs: speeds.targetMs, roundTripMs: speeds.roundTripMs },
})
