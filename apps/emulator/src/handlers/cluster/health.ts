import { healthRoute } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { Cluster } from '../../cluster/cluster.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'

/** What a node knows of the cluster, in short. @wire cos/nodestate.go NodeStateInfo */
export const clusterInfo = ({ topology, buckets, nodes }: Cluster): Readonly<Record<string, unknown>> => {
  const { proxy, uuid, version } = topology
  return {
    smap: { Primary: { pub_url: proxy.url, control_url: proxy.url, id: proxy.id }, uuid, version: String(version) },
    bmd: { uuid, version: String(buckets.version) },
    rmd: { version: '0' },
    config: { version: String(nodes.configuration.version) },
    etlmd: { version: '0' },
    flags: 6,
  }
}

const health = (request: EmulatorRequest, { cluster, node }: HandlerContext): EmulatorReply => {
  const uptimeNs = BigInt(Date.now() - cluster.topology.startedMs) * 1_000_000n + 1n
  // Targets do not tell how long they have been up.
  const headers: Record<string, string> =
    node.kind === 'proxy' ? { 'Ais-Node-Uptime': String(uptimeNs), 'Ais-Cluster-Uptime': String(uptimeNs) } : {}
  const isOn = (name: string): boolean => /^(1|t|true|y|yes|on)$/i.test(request.query.get(name) ?? '')
  if (isOn('prr') && isOn('cii'))
    throw new ApiFailure(400, 'invalid query: "prr" cannot be combined with "cii" or "cii-apr"', '', headers)
  if (!isOn('cii')) return { status: 200, headers }
  const body = clusterInfo(cluster)
  return {
    status: 200,
    headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8' },
    body: `${JSON.stringify(body)}\n`,
  }
}

/** Health; any method is answered, as on a real node. */
export const healthHandlers: readonly HandlerEntry[] = (['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE'] as const).map(
  (method) => ({ route: { ...healthRoute, method }, node: 'any', handle: health }),
)
