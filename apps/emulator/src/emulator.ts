import { loadPlacementDigest } from '@ais/core/wire'
import type { AuthnOptions, RunningAuthn } from './authn/start-authn.js'
import { openClouds, type CloudBuckets } from './backends/open-clouds.js'
import { Backends } from './backends/backends.js'
import type { CloudProvider, EmulatedCloud } from './backends/emulated-cloud.js'
import { RemoteClusters } from './backends/remote-clusters.js'
import { BucketRegistry } from './buckets/bucket-registry.js'
import type { Cluster } from './cluster/cluster.js'
import { loadIdentity } from './cluster/identity.js'
import { Dispatcher } from './dispatch.js'
import { EtlRegistry, type EtlTransforms } from './etl/etl-registry.js'
import { DownloadRegistry } from './downloads/download-registry.js'
import { FaultRegistry, type Faults } from './faults/faults.js'
import { handlers } from './handlers/index.js'
import { JobRegistry } from './jobs/job-registry.js'
import { listen, type NodeListener } from './server/node-server.js'
import { NodeStates } from './nodes/node-states.js'
import { openStore } from './store/open-store.js'
import type { Store } from './store/store.js'
import type { EmulatedNode } from './topology/node.js'
import { SwitchedTarget, type EmulatedTarget } from './topology/switched-target.js'
import { Topology } from './topology/topology.js'
import { UploadRegistry } from './uploads/upload-registry.js'

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** Port of the proxy; targets take free ones. @defaultValue 0: a free one */
  readonly port?: number
  /** Address to listen on. @defaultValue '127.0.0.1' */
  readonly host?: string
  /** Number of targets, 1 to 64. @defaultValue 1 */
  readonly targets?: number
  /** Directory to keep objects in; they survive restarts. @defaultValue none: in memory */
  readonly dataDir?: string
  /** Buckets of cloud providers, emulated too: names by provider. @defaultValue none; the cluster has no such backend */
  readonly cloud?: CloudBuckets
  /** Turns authentication on and starts an AuthN server on a port of its own. @defaultValue none: everybody may do everything */
  readonly authn?: AuthnOptions
  /** How long jobs run before they are finished, in milliseconds. @defaultValue 0 */
  readonly jobDelayMs?: number
  /** Transformations by the names of the images that stand for them: `init` of one runs it here. @defaultValue none: a build without ETL */
  readonly etl?: EtlTransforms
  /** How long jobs take for each object, in milliseconds: time to watch their progress, or to stop them. @defaultValue 0 */
  readonly jobStepMs?: number
  /** Directory, as an absolute path, whose files may be promoted. @defaultValue '/var/lib/ais/promote', as AIStore has it */
  readonly promoteDir?: string
}

/** A running emulator. */
export interface Emulator {
  /** `http://host:port` of the proxy. */
  readonly endpoint: string
  /** `http://host:port` of every target. */
  readonly targets: readonly string[]
  /** `http://host:port` of the AuthN server; `undefined` without one. */
  readonly authnEndpoint: string | undefined
  /** What befalls requests: delays, broken connections, wrong bytes, errors. */
  readonly faults: Faults
  /** A target by its place in `targets`, from 0, to let it leave and join. @throws RangeError for one that is not there */
  target(index: number): EmulatedTarget
  /** The emulated cloud behind the buckets of a provider. @throws RangeError for one that was not asked for */
  cloud(provider: CloudProvider): EmulatedCloud
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const checkTargets = (count: number): number => {
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new RangeError(`targets must be from 1 to 64, got ${count}`)
  return count
}

/** Unix nanoseconds that never go back, whatever the system's clock does. */
const monotonicClock = (): (() => bigint) => {
  const offset = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint()
  return () => offset + process.hrtime.bigint()
}

/** What signs tokens is a third of all that could be loaded: only who asks for authentication waits for it. */
const openAuthn = async (
  store: Store,
  host: string,
  options: AuthnOptions,
  urlOf: (port: number) => string,
): Promise<RunningAuthn> => {
  const { startAuthn } = await import('./authn/start-authn.js')
  return startAuthn(store, host, options, urlOf)
}

/** Starts AIStore's HTTP API in this process: a proxy and its targets, each on a port of its own. */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const count = checkTargets(options.targets ?? 1)
  const host = options.host ?? '127.0.0.1'
  const store = await openStore(options.dataDir)
  const proxyListener = await listen(host, options.port ?? 0)
  const targetListeners = await Promise.all(Array.from({ length: count }, () => listen(host, 0)))
  const identity = await loadIdentity(store, count)
  const urlOf = (port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const proxy: EmulatedNode = { kind: 'proxy', id: identity.proxyId, url: urlOf(proxyListener.port) }
  const targets = targetListeners.map(({ port }, index): EmulatedNode => ({
    kind: 'target',
    id: identity.targetIds[index] ?? '',
    url: urlOf(port),
  }))
  const authn = options.authn === undefined ? undefined : await openAuthn(store, host, options.authn, urlOf)
  const nowNs = monotonicClock()
  const topology = new Topology({ uuid: identity.uuid, proxy, targets, digest: await loadPlacementDigest(), nowNs })
  const clouds = await openClouds(options.cloud ?? {}, options.dataDir, nowNs)
  const backends = new Backends(await RemoteClusters.open(store, proxy), clouds)
  const cluster: Cluster = {
    store,
    topology,
    nodes: new NodeStates([proxy, ...targets], store, nowNs),
    buckets: await BucketRegistry.open(store),
    jobs: new JobRegistry({ delayMs: options.jobDelayMs ?? 0, stepMs: options.jobStepMs ?? 0 }, nowNs),
    uploads: await UploadRegistry.open(store),
    inventories: new Map(),
    dsorts: new Map(),
    etls: new EtlRegistry(options.etl),
    backends,
    auth: authn?.auth,
    downloads: new DownloadRegistry(),
    promoteDir: options.promoteDir ?? '/var/lib/ais/promote',
    faults: new FaultRegistry(),
    nowNs,
  }
  const dispatcher = new Dispatcher(handlers)
  proxyListener.serve({ dispatcher, context: { cluster, node: proxy } })
  const switched = targets.flatMap((node, index) => {
    const listener = targetListeners[index]
    const serve = (opened: NodeListener): void => opened.serve({ dispatcher, context: { cluster, node } })
    return listener === undefined ? [] : [new SwitchedTarget({ node, topology, listener, serve })]
  })

  let closing: Promise<void> | undefined
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      await Promise.all([proxyListener, ...switched].map((listener) => listener.close()))
      await authn?.close()
      await cluster.jobs.close()
      await backends.close()
      await store.close()
    })())
  const cloud = (provider: CloudProvider): EmulatedCloud => {
    const found = clouds.get(provider)
    if (found === undefined) throw new RangeError(`this emulator was started without a cloud of provider ${provider}`)
    return found
  }
  const target = (index: number): EmulatedTarget => {
    const found = switched[index]
    if (found === undefined) throw new RangeError(`this emulator has ${switched.length} targets, none at ${index}`)
    return found
  }
  return {
    endpoint: proxy.url,
    targets: targets.map(({ url }) => url),
    authnEndpoint: authn?.url,
    faults: cluster.faults,
    target,
    cloud,
    close,
    [Symbol.asyncDispose]: close,
  }
}
