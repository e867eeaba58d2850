import { connect, type CallOptions, type Connection } from '@ais/core'
import { registerFromUrls } from './flows/register-from-urls.js'
import { deleteCluster } from './operations/delete-cluster.js'
import { getCluster } from './operations/get-cluster.js'
import { listClusters } from './operations/list-clusters.js'
import { updateCluster, type ClusterChange } from './operations/update-cluster.js'
import type { ClusterInfo, ClusterList } from './wire/cluster-info.js'

/** Names a registered cluster; the id goes first. */
export interface ClusterSelection {
  readonly clusterId?: string
  readonly clusterAlias?: string
}

const nameOf = ({ clusterId = '', clusterAlias = '' }: ClusterSelection): string => clusterId || clusterAlias

/** The clusters that an AuthN server issues tokens for. */
export class ClusterManager {
  /** The connection that calls go through. */
  readonly client: Connection
  readonly #openCluster: (url: string) => Connection

  /** @param openCluster opens a connection to a cluster that is to be registered, to ask for its id */
  constructor(client: Connection, openCluster: (url: string) => Connection = (endpoint) => connect({ endpoint })) {
    this.client = client
    this.#openCluster = openCluster
  }

  /** Lists the registered clusters; needs no token. See {@link listClusters}. */
  list(call: CallOptions = {}): Promise<ClusterList> {
    return this.client.send(listClusters(), call)
  }

  /** Reads a registered cluster by its id or alias; needs no token. See {@link getCluster}. */
  get(selection: ClusterSelection & CallOptions): Promise<ClusterInfo> {
    return this.client.send(getCluster(nameOf(selection)), selection)
  }

  /** Registers a cluster by the URLs of its proxies: asks the first for the cluster's id. See {@link registerFromUrls}. */
  register(clusterAlias: string, urls: readonly string[], call: CallOptions = {}): Promise<ClusterInfo> {
    return registerFromUrls(this.client, this.#openCluster, clusterAlias, urls, call)
  }

  /** Changes alias or URLs of a registered cluster, by its id. See {@link updateCluster}. */
  async update(clusterId: string, change: ClusterChange & CallOptions): Promise<ClusterInfo> {
    await this.client.send(updateCluster(clusterId, change), change)
    return this.client.send(getCluster(clusterId), change)
  }

  /** Unregisters a cluster, by its id or alias; its roles stay. See {@link deleteCluster}. */
  delete(selection: ClusterSelection & CallOptions): Promise<void> {
    return this.client.send(deleteCluster(nameOf(selection)), selection)
  }
}
