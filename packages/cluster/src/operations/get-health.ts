import { at, readHeaders, type Operation } from '@ais/core'
import { healthRoute } from '@ais/core/wire'

/** How long a node, and its cluster, have been up. */
export interface NodeHealth {
  /** Nanoseconds; 0n while the cluster starts. */
  readonly clusterUptimeNs: bigint
  /** Nanoseconds; 0n for targets, which do not tell. */
  readonly nodeUptimeNs: bigint
}

/** Options of {@link getHealth}. */
export interface HealthOptions {
  /** `ready`: the node takes requests; `cluster`: it is the primary, and all of the cluster is up. @defaultValue that it answers */
  readonly until?: 'ready' | 'cluster'
}

const uptime = (text: string | undefined): bigint => (text !== undefined && /^\d+$/.test(text) ? BigInt(text) : 0n)

/**
 * Asks a node whether it is well; the endpoint, or a node of the map by its URL.
 * @throws ApiError Unavailable when it is not
 * @wire GET /v1/health: api/cluster.go Health, HealthUptime
 */
export const getHealth = (nodeUrl?: string, options: HealthOptions = {}): Operation<NodeHealth> => ({
  ...at('cluster.getHealth', healthRoute, {}),
  query: {
    readiness: options.until === 'ready' ? true : undefined,
    prr: options.until === 'cluster' ? true : undefined,
  },
  ...(nodeUrl === undefined ? {} : { baseUrl: nodeUrl, subject: nodeUrl }),
  idempotent: true,
  read: readHeaders((headers) => ({
    clusterUptimeNs: uptime(headers.get('ais-cluster-uptime')),
    nodeUptimeNs: uptime(headers.get('ais-node-uptime')),
  })),
})
