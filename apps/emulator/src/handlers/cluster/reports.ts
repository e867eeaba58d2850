import { createGzip } from 'node:zlib'
import { ApiFailure } from '../../api-failure.js'
import { metricKinds } from '../../nodes/metric-names.js'
import type { Severity } from '../../nodes/node-log.js'
import { capacityOf, diskSpace, systemInfo } from '../../nodes/system-info.js'
import type { ClusterAuth } from '../../authn/access/cluster-auth.js'
import type { Cluster } from '../../cluster/cluster.js'
import { isTrue } from '../../rules/booleans.js'
import type { EmulatorReply, EmulatorRequest, Handler, HandlerContext } from '../../server/handler.js'
import type { EmulatedNode } from '../../topology/node.js'
import { compactStatus } from './compact-status.js'
import { clusterInfo } from './health.js'

const jsonHeaders = { 'Content-Type': 'application/json; charset=utf-8' }
const textHeaders = { 'Content-Type': 'text/plain; charset=utf-8' }

const json = (text: string): EmulatorReply => ({ status: 200, headers: jsonHeaders, body: `${text}\n` })

const needsTarget =
  (handle: Handler): Handler =>
  (request, context) => {
    if (context.node.kind === 'target') return handle(request, context)
    throw new ApiFailure(
      400,
      `invalid '/v1/daemon' request: unrecognized 'what=${request.query.get('what') ?? ''}' query`,
    )
  }

/** Metrics as JSON text: they pass 2^53. */
const trackerJson = ({ cluster }: HandlerContext, node: EmulatedNode): string =>
  `{${[...cluster.nodes.of(node).telemetry.tracker()].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`

/** The three parts that older and newer statistics share. */
const statsJson = (context: HandlerContext, node: EmulatedNode): string => {
  const { cluster } = context
  const capacity = capacityOf(cluster.nodes.of(node).mountpaths.available)
  return `"snode":${cluster.topology.ownNodeJson(node)},"tracker":${trackerJson(context, node)},"capacity":${JSON.stringify(capacity)}`
}

/** Statistics as JSON or, where the caller takes it, as msgpack. */
const asWanted = (
  request: EmulatorRequest,
  { cluster, node }: HandlerContext,
  text: string,
): Promise<EmulatorReply> | EmulatorReply =>
  String(request.headers.accept ?? '').includes('application/msgpack')
    ? compactStatus(
        JSON.parse(text) as Readonly<Record<string, unknown>>,
        cluster.nodes.of(node).telemetry.tracker(),
        cluster.topology.digestOf(node),
      )
    : json(text)

const nodeStats: Handler = (request, context) => asWanted(request, context, `{${statsJson(context, context.node)}}`)

const nodeStatus: Handler = (request, context) => {
  const { cluster, node } = context
  const head = `"status":"","deployment":"dev","ais_version":"5.0.","build_time":"","k8s_pod_name":""`
  const tail = `"cluster":${JSON.stringify(clusterInfo(cluster))},"sys_info":${JSON.stringify(systemInfo())},"smap_version":"${cluster.topology.version}"`
  return asWanted(request, context, `{${head},${statsJson(context, node)},${tail}}`)
}

const mountpathsOf = ({ cluster }: HandlerContext, node: EmulatedNode): Readonly<Record<string, unknown>> => {
  const { available, disabled } = cluster.nodes.of(node).mountpaths
  return { available: [...available], waiting_dd: [], disabled: [...disabled] }
}

const logArchive = async function* (logs: readonly string[], name: string): AsyncGenerator<Uint8Array> {
  const { pack } = await import('tar-stream')
  const tar = pack()
  logs.forEach((text, index) => void tar.entry({ name: `${name}/ais.${index}.INFO.log` }, text))
  tar.finalize()
  yield* tar.pipe(createGzip()) as AsyncIterable<Uint8Array>
}

const log: Handler = (request, { cluster, node }) => {
  const severity = request.query.get('severity') ?? 'info'
  if (!['info', 'warning', 'error'].includes(severity)) throw new ApiFailure(400, `unknown log severity "${severity}"`)
  const { log: own } = cluster.nodes.of(node)
  if (isTrue(request.query.get('all')))
    return { status: 200, headers: { 'Content-Type': 'application/x-gzip' }, body: logArchive(own.all(), node.id) }
  const text = Buffer.from(own.read(severity as Severity))
  return { status: 200, headers: textHeaders, body: text.subarray(Number(request.query.get('offset') ?? 0)) }
}

const disk: Handler = (_request, { cluster, node }) => {
  const capacity = capacityOf(cluster.nodes.of(node).mountpaths.available)
  const idle = { RBps: 0, Ravg: 0, WBps: 0, Wavg: 0, Util: 0 }
  return json(JSON.stringify({ AllDiskStats: { vda: idle }, ...capacity }))
}

/** All buckets, by provider and namespace. @wire `what=bmd` */
export const bucketMetadata = ({ buckets, topology }: Cluster): Readonly<Record<string, unknown>> => {
  const providers: Record<string, Record<string, Record<string, unknown>>> = {}
  for (const bucket of buckets.all()) {
    const namespaces = (providers[bucket.provider] ??= {})
    const inOne = (namespaces[`@${bucket.namespace.uuid}#${bucket.namespace.name}`] ??= {})
    inOne[bucket.name] = bucket.props
  }
  return { providers, uuid: topology.uuid, version: String(buckets.version) }
}

/** How tokens are signed, without what signs them. */
const authSettings = ({ signer }: ClusterAuth): Readonly<Record<string, unknown>> => ({
  signature: { key: '**********', method: signer.keys.pair === undefined ? 'HMAC' : 'RSA' },
  client_auth_required: true,
})

/** What every copy of the cluster's configuration carries of the cluster itself. */
const clusterSettings = ({ topology: { proxy, uuid }, nodes, auth }: Cluster): Readonly<Record<string, unknown>> => ({
  ...(auth === undefined ? {} : { auth: authSettings(auth) }),
  proxy: { primary_url: proxy.url, original_url: proxy.url, discovery_url: '', non_electable: false },
  uuid,
  config_version: String(nodes.configuration.version),
  lastupdate_time: '',
})

/** The cluster's configuration as JSON. */
export const configurationOf = (cluster: Cluster): string =>
  JSON.stringify({ ...cluster.nodes.configuration.cluster, ...clusterSettings(cluster) })

const config: Handler = (_request, { cluster, node }) => {
  const { hostname, port } = new URL(node.url)
  const own = {
    fspaths: Object.fromEntries([...cluster.nodes.of(node).mountpaths.available].map((path) => [path, ''])),
    confdir: '',
    log_dir: '',
    test_fspaths: { root: '', count: 0, instance: 0 },
    host_net: {
      hostname,
      hostname_intra_control: '',
      hostname_intra_data: '',
      port,
      port_intra_control: port,
      port_intra_data: port,
    },
  }
  return json(JSON.stringify({ ...own, ...cluster.nodes.configuration.ofNode(node.id), ...clusterSettings(cluster) }))
}

/** Targets add the space of their disks. */
const systemInfoOf = ({ kind }: EmulatedNode): Readonly<Record<string, unknown>> =>
  kind === 'target' ? { ...systemInfo(), ...diskSpace() } : systemInfo()

const noCertificate: Handler = () => {
  throw new ApiFailure(404, 'no TLS certificate loaders configured')
}

/** What a node tells of itself. */
export const nodeReports: Readonly<Record<string, Handler>> = {
  config,
  node_stats: nodeStats,
  node_status: nodeStatus,
  sysinfo: (_request, { node }) => json(JSON.stringify(systemInfoOf(node))),
  metrics: (_request, { node }) => json(JSON.stringify(metricKinds[node.kind])),
  mountpaths: needsTarget((_request, context) => json(JSON.stringify(mountpathsOf(context, context.node)))),
  disk: needsTarget(disk),
  software_version: () => ({ status: 200, headers: textHeaders, body: '5.0.' }),
  log,
  tls_certificate: noCertificate,
}

const allStats: Handler = (_request, context) => {
  const { proxy, targets } = context.cluster.topology
  const ofTargets = targets.map((node) => `${JSON.stringify(node.id)}:{${statsJson(context, node)}}`).join(',')
  return json(`{"proxy":{${statsJson(context, proxy)}},"target":{${ofTargets}}}`)
}

const inTargets = (request: EmulatorRequest, context: HandlerContext, of: (node: EmulatedNode) => unknown) =>
  Object.fromEntries(context.cluster.topology.targets.map((node) => [node.id, of(node)]))

/** What the proxy tells of the whole cluster. */
export const clusterReports: Readonly<Record<string, Handler>> = {
  cluster_config: (_request, { cluster }) => json(configurationOf(cluster)),
  node_stats: allStats,
  sysinfo: (request, context) => json(JSON.stringify({ proxy: {}, target: inTargets(request, context, systemInfoOf) })),
  mountpaths: (request, context) =>
    json(JSON.stringify({ targets: inTargets(request, context, (node) => mountpathsOf(context, node)) })),
  backends: (_request, { cluster }) => json(JSON.stringify(cluster.backends.cloudProviders)),
  target_ips: (_request, { cluster }) => ({
    status: 200,
    headers: textHeaders,
    body: cluster.topology.targets
      // Once for each of a node's three networks.
      .flatMap(({ url }) => Array.from({ length: 3 }, () => new URL(url).hostname))
      .join(','),
  }),
}
