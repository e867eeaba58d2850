import type { CallOptions, Connection, Smap } from '@ais/core'
import type { BucketJson } from '@ais/core/wire'
import { listJobsStatus, listRunningJobs, type JobStatus, type ListJobsOptions } from '@ais/jobs'
import { getClusterLogs, type ClusterLogsOptions } from './flows/get-cluster-logs.js'
import { getPerformance } from './flows/get-performance.js'
import { isReady } from './flows/is-ready.js'
import type { NodePerformance, PerformanceFilter } from './node-performance.js'
import {
  getClusterConfig,
  getNodeConfig,
  resetClusterConfig,
  resetNodeConfig,
  setClusterConfig,
  setNodeConfig,
  type SetConfigOptions,
} from './operations/configuration.js'
import { getHealth, type HealthOptions, type NodeHealth } from './operations/get-health.js'
import { getNodeLog, getNodeLogArchive, type NodeLogOptions } from './operations/get-node-log.js'
import { getNodeStatus } from './operations/get-node-status.js'
import {
  getBackends,
  getSoftwareVersion,
  getTlsCertificate,
  resetStats,
  rotateLogs,
} from './operations/housekeeping.js'
import { listBuckets } from './operations/list-buckets.js'
import {
  decommissionNode,
  setPrimary,
  shutdownNode,
  startMaintenance,
  stopMaintenance,
  type DecommissionOptions,
  type MaintenanceOptions,
} from './operations/maintenance.js'
import {
  attachMountpath,
  detachMountpath,
  disableMountpath,
  enableMountpath,
  getMountpaths,
  type MountpathOptions,
} from './operations/mountpaths.js'
import { attachRemote, detachRemote, listRemotes } from './operations/remote-clusters.js'
import { urlOfNode } from './url-of-node.js'
import type { JsonObject } from './wire/documents.js'
import type { Mountpaths } from './wire/mountpaths.js'
import type { NodeStatus } from './wire/node-status.js'
import type { RemoteCluster } from './wire/remote-clusters.js'

/** A cluster. Making one sends nothing. */
export class Cluster {
  readonly client: Connection

  constructor(client: Connection) {
    this.client = client
  }

  /** Reads the cluster map: which nodes there are and which proxy leads. */
  getInfo(call: CallOptions = {}): Promise<Smap> {
    return this.client.clusterMap({ ...call, refresh: true })
  }

  /** The URL of the primary proxy. */
  async getPrimaryUrl(call: CallOptions = {}): Promise<string> {
    return (await this.getInfo(call)).primary.publicUrl
  }

  /** The cluster's id. */
  async getUuid(call: CallOptions = {}): Promise<string> {
    return (await this.getInfo(call)).uuid
  }

  /** Tells whether all of the cluster is up. See {@link isReady}. */
  isReady(call: CallOptions = {}): Promise<boolean> {
    return isReady(this.client, call)
  }

  /** Asks a node whether it is well; without an id the endpoint. See {@link getHealth}. */
  async health(nodeId?: string, options: HealthOptions & CallOptions = {}): Promise<NodeHealth> {
    const url = nodeId === undefined ? undefined : await urlOfNode(this.client, nodeId, options)
    return this.client.send(getHealth(url, options), options)
  }

  /** Lists the buckets of a provider; `''` for all. See {@link listBuckets}. */
  listBuckets(options: { readonly provider?: string } & CallOptions = {}): Promise<readonly BucketJson[]> {
    return this.client.send(listBuckets(options.provider), options)
  }

  /** Lists how jobs stand. See {@link listJobsStatus}. */
  listJobsStatus(options: ListJobsOptions & CallOptions = {}): Promise<readonly JobStatus[]> {
    return this.client.send(listJobsStatus(options), options)
  }

  /** Lists the jobs that run, each as `kind[id]`. See {@link listRunningJobs}. */
  listRunningJobs(options: ListJobsOptions & CallOptions = {}): Promise<readonly string[]> {
    return this.client.send(listRunningJobs(options), options)
  }

  /** Asks every target how fast it is; by target id. See {@link getPerformance}. */
  getPerformance(options: PerformanceFilter & CallOptions = {}): Promise<Readonly<Record<string, NodePerformance>>> {
    return getPerformance(this.client, options)
  }

  /** Asks a node how it does: metrics, capacity, memory and load. See {@link getNodeStatus}. */
  getNodeStats(nodeId: string, call: CallOptions = {}): Promise<NodeStatus> {
    return this.client.send(getNodeStatus(nodeId), call)
  }

  /** Tells which version of AIStore a node runs. See {@link getSoftwareVersion}. */
  getSoftwareVersion(nodeId: string, call: CallOptions = {}): Promise<string> {
    return this.client.send(getSoftwareVersion(nodeId), call)
  }

  /** Reads the current log of a node. See {@link getNodeLog}. */
  getNodeLog(nodeId: string, options: NodeLogOptions & CallOptions = {}): Promise<string> {
    return this.client.send(getNodeLog(nodeId, options), options)
  }

  /** Reads all logs of a node as a `.tar.gz`. See {@link getNodeLogArchive}. */
  getNodeLogArchive(nodeId: string, options: Pick<NodeLogOptions, 'severity'> & CallOptions = {}): Promise<Uint8Array> {
    return this.client.send(getNodeLogArchive(nodeId, options), options)
  }

  /** Reads the current logs of many nodes; by node id. See {@link getClusterLogs}. */
  getClusterLogs(options: ClusterLogsOptions & CallOptions = {}): Promise<Readonly<Record<string, string>>> {
    return getClusterLogs(this.client, options)
  }

  /** Lists the AIS clusters that are attached to this one. See {@link listRemotes}. */
  listRemotes(call: CallOptions = {}): Promise<readonly RemoteCluster[]> {
    return this.client.send(listRemotes(), call)
  }

  /** Attaches another AIS cluster. See {@link attachRemote}. */
  attachRemote(alias: string, url: string, call: CallOptions = {}): Promise<void> {
    return this.client.send(attachRemote(alias, url), call)
  }

  /** Detaches another AIS cluster. See {@link detachRemote}. */
  detachRemote(alias: string, call: CallOptions = {}): Promise<void> {
    return this.client.send(detachRemote(alias), call)
  }

  /** Reads the cluster's configuration. See {@link getClusterConfig}. */
  getConfig(call: CallOptions = {}): Promise<JsonObject> {
    return this.client.send(getClusterConfig(), call)
  }

  /** Changes the cluster's configuration. See {@link setClusterConfig}. */
  setConfig(change: JsonObject, options: SetConfigOptions & CallOptions = {}): Promise<void> {
    return this.client.send(setClusterConfig(change, options), options)
  }

  /** Puts the configuration of all nodes back to the cluster's. See {@link resetClusterConfig}. */
  resetConfig(call: CallOptions = {}): Promise<void> {
    return this.client.send(resetClusterConfig(), call)
  }

  /** Reads a node's configuration. See {@link getNodeConfig}. */
  getNodeConfig(nodeId: string, call: CallOptions = {}): Promise<JsonObject> {
    return this.client.send(getNodeConfig(nodeId), call)
  }

  /** Changes settings of one node. See {@link setNodeConfig}. */
  setNodeConfig(
    nodeId: string,
    change: Readonly<Record<string, string>>,
    options: SetConfigOptions & CallOptions = {},
  ): Promise<void> {
    return this.client.send(setNodeConfig(nodeId, change, options), options)
  }

  /** Puts a node's configuration back to the cluster's. See {@link resetNodeConfig}. */
  resetNodeConfig(nodeId: string, call: CallOptions = {}): Promise<void> {
    return this.client.send(resetNodeConfig(nodeId), call)
  }

  /** Puts a node into maintenance. See {@link startMaintenance}. */
  startMaintenance(nodeId: string, options: MaintenanceOptions & CallOptions = {}): Promise<string> {
    return this.client.send(startMaintenance(nodeId, options), options)
  }

  /** Takes a node out of maintenance. See {@link stopMaintenance}. */
  stopMaintenance(nodeId: string, options: MaintenanceOptions & CallOptions = {}): Promise<string> {
    return this.client.send(stopMaintenance(nodeId, options), options)
  }

  /** Takes a node out of the cluster for good. See {@link decommissionNode}. */
  decommission(nodeId: string, options: DecommissionOptions & CallOptions = {}): Promise<string> {
    return this.client.send(decommissionNode(nodeId, options), options)
  }

  /** Shuts a node down. See {@link shutdownNode}. */
  shutdownNode(nodeId: string, options: MaintenanceOptions & CallOptions = {}): Promise<string> {
    return this.client.send(shutdownNode(nodeId, options), options)
  }

  /** Makes another proxy the primary. See {@link setPrimary}. */
  setPrimary(nodeId: string, call: CallOptions = {}): Promise<void> {
    return this.client.send(setPrimary(nodeId), call)
  }

  /** Lists the mountpaths of a target. See {@link getMountpaths}. */
  getMountpaths(nodeId: string, call: CallOptions = {}): Promise<Mountpaths> {
    return this.client.send(getMountpaths(nodeId), call)
  }

  /** Adds a mountpath to a target. See {@link attachMountpath}. */
  attachMountpath(nodeId: string, path: string, call: CallOptions = {}): Promise<void> {
    return this.client.send(attachMountpath(nodeId, path), call)
  }

  /** Removes a mountpath from a target. See {@link detachMountpath}. */
  detachMountpath(nodeId: string, path: string, options: MountpathOptions & CallOptions = {}): Promise<void> {
    return this.client.send(detachMountpath(nodeId, path, options), options)
  }

  /** Takes a disabled mountpath into use again. See {@link enableMountpath}. */
  enableMountpath(nodeId: string, path: string, call: CallOptions = {}): Promise<void> {
    return this.client.send(enableMountpath(nodeId, path), call)
  }

  /** Stops using a mountpath of a target. See {@link disableMountpath}. */
  disableMountpath(nodeId: string, path: string, options: MountpathOptions & CallOptions = {}): Promise<void> {
    return this.client.send(disableMountpath(nodeId, path, options), options)
  }

  /** Lists the cloud providers that the cluster was built and configured with. See {@link getBackends}. */
  getBackends(call: CallOptions = {}): Promise<readonly string[]> {
    return this.client.send(getBackends(), call)
  }

  /** Reads what a node tells of its TLS certificate. See {@link getTlsCertificate}. */
  getTlsCertificate(nodeId: string, call: CallOptions = {}): Promise<JsonObject> {
    return this.client.send(getTlsCertificate(nodeId), call)
  }

  /** Makes all nodes begin new log files. See {@link rotateLogs}. */
  rotateLogs(call: CallOptions = {}): Promise<void> {
    return this.client.send(rotateLogs(), call)
  }

  /** Sets metrics to zero. See {@link resetStats}. */
  resetStats(options: { readonly errorsOnly?: boolean } & CallOptions = {}): Promise<void> {
    return this.client.send(resetStats(options), options)
  }
}
