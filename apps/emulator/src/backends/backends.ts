import type { BucketRef, Namespace, Provider } from '@ais/core/wire'
import type { Backend, BackendBucket } from './backend.js'
import type { CloudBackend, CloudProvider } from './emulated-cloud.js'
import type { RemoteClusters } from './remote-clusters.js'

/** Tells whether a bucket lives outside of this cluster: in a cloud, or in another AIS cluster. */
export const isRemote = ({ provider, namespace }: BucketRef): boolean =>
  (provider ?? 'ais') !== 'ais' || (namespace?.uuid ?? '') !== ''

/** How a bucket's backend calls it. */
export const backendBucket = ({
  name,
  namespace,
}: {
  readonly name: string
  readonly namespace: Namespace
}): BackendBucket => ({
  name,
  namespace: namespace.name,
})

/** Where the buckets of a cluster live that are not its own. */
export class Backends {
  readonly clusters: RemoteClusters
  readonly clouds: ReadonlyMap<CloudProvider, CloudBackend>
  /** Objects on their way into the cluster, by uname: whoever asks meanwhile waits for the same. */
  readonly arriving = new Map<string, Promise<unknown>>()

  constructor(clusters: RemoteClusters, clouds: ReadonlyMap<CloudProvider, CloudBackend>) {
    this.clusters = clusters
    this.clouds = clouds
  }

  /** Cloud providers that there are buckets of. */
  get cloudProviders(): readonly string[] {
    return [...this.clouds.keys()]
  }

  /** The backend of a bucket whose namespace has the cluster's uuid; `undefined` when there is none. */
  find({ provider, namespace }: { readonly provider: Provider; readonly namespace: Namespace }): Backend | undefined {
    if (provider !== 'ais') return this.clouds.get(provider)
    return namespace.uuid === '' ? undefined : this.clusters.look(namespace.uuid)?.backend
  }

  async close(): Promise<void> {
    this.clusters.close()
    for (const cloud of this.clouds.values()) await cloud.close()
  }
}
