import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { CallOptions, Connection, Operation, Smap } from '@ais/core'
import type { BucketJson } from '@ais/core/wire'
import type { JobStatus, ListJobsOptions } from '@ais/jobs'
import type * as surface from '../src/index.js'
import type {
  Cluster,
  ClusterLogsOptions,
  DecommissionOptions,
  HealthOptions,
  JsonObject,
  MaintenanceOptions,
  MountpathOptions,
  Mountpaths,
  NodeHealth,
  NodeLogOptions,
  NodePerformance,
  NodeStatus,
  PerformanceFilter,
  RemoteCluster,
  SetConfigOptions,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  Cluster: new (client: Connection) => Cluster
  attachMountpath: (nodeId: string, path: string) => Operation<void>
  attachRemote: (alias: string, url: string) => Operation<void>
  decommissionNode: (nodeId: string, options?: DecommissionOptions) => Operation<string>
  detachMountpath: (nodeId: string, path: string, options?: MountpathOptions) => Operation<void>
  detachRemote: (alias: string) => Operation<void>
  disableMountpath: (nodeId: string, path: string, options?: MountpathOptions) => Operation<void>
  enableMountpath: (nodeId: string, path: string) => Operation<void>
  getBackends: () => Operation<readonly string[]>
  getClusterConfig: () => Operation<JsonObject>
  getClusterLogs: (
    connection: Connection,
    options?: ClusterLogsOptions & CallOptions,
  ) => Promise<Readonly<Record<string, string>>>
  getHealth: (nodeUrl?: string, options?: HealthOptions) => Operation<NodeHealth>
  getMountpaths: (nodeId: string) => Operation<Mountpaths>
  getNodeConfig: (nodeId: string) => Operation<JsonObject>
  getNodeLog: (nodeId: string, options?: NodeLogOptions) => Operation<string>
  getNodeLogArchive: (nodeId: string, options?: Pick<NodeLogOptions, 'severity'>) => Operation<Uint8Array>
  getNodeStatus: (nodeId: string) => Operation<NodeStatus>
  getPerformance: (
    connection: Connection,
    options?: PerformanceFilter & CallOptions,
  ) => Promise<Readonly<Record<string, NodePerformance>>>
  getSoftwareVersion: (nodeId: string) => Operation<string>
  getTlsCertificate: (nodeId: string) => Operation<JsonObject>
  isReady: (connection: Connection, call?: CallOptions) => Promise<boolean>
  listBuckets: (provider?: string) => Operation<readonly BucketJson[]>
  listRemotes: () => Operation<readonly RemoteCluster[]>
  performanceOf: (tracker: Readonly<Record<string, bigint>>, filter?: PerformanceFilter) => NodePerformance
  resetClusterConfig: () => Operation<void>
  resetNodeConfig: (nodeId: string) => Operation<void>
  resetStats: (options?: { readonly errorsOnly?: boolean }) => Operation<void>
  rotateLogs: () => Operation<void>
  setClusterConfig: (change: JsonObject, options?: SetConfigOptions) => Operation<void>
  setNodeConfig: (
    nodeId: string,
    change: Readonly<Record<string, string>>,
    options?: SetConfigOptions,
  ) => Operation<void>
  setPrimary: (nodeId: string) => Operation<void>
  shutdownNode: (nodeId: string, options?: MaintenanceOptions) => Operation<string>
  startMaintenance: (nodeId: string, options?: MaintenanceOptions) => Operation<string>
  stopMaintenance: (nodeId: string, options?: MaintenanceOptions) => Operation<string>
}>()

expectTypeOf<Signatures<Cluster>>().toEqualTypeOf<{
  attachMountpath: (nodeId: string, path: string, call?: CallOptions) => Promise<void>
  attachRemote: (alias: string, url: string, call?: CallOptions) => Promise<void>
  readonly client: Connection
  decommission: (nodeId: string, options?: DecommissionOptions & CallOptions) => Promise<string>
  detachMountpath: (nodeId: string, path: string, options?: MountpathOptions & CallOptions) => Promise<void>
  detachRemote: (alias: string, call?: CallOptions) => Promise<void>
  disableMountpath: (nodeId: string, path: string, options?: MountpathOptions & CallOptions) => Promise<void>
  enableMountpath: (nodeId: string, path: string, call?: CallOptions) => Promise<void>
  getBackends: (call?: CallOptions) => Promise<readonly string[]>
  getClusterLogs: (options?: ClusterLogsOptions & CallOptions) => Promise<Readonly<Record<string, string>>>
  getConfig: (call?: CallOptions) => Promise<JsonObject>
  getInfo: (call?: CallOptions) => Promise<Smap>
  getMountpaths: (nodeId: string, call?: CallOptions) => Promise<Mountpaths>
  getNodeConfig: (nodeId: string, call?: CallOptions) => Promise<JsonObject>
  getNodeLog: (nodeId: string, options?: NodeLogOptions & CallOptions) => Promise<string>
  getNodeLogArchive: (nodeId: string, options?: Pick<NodeLogOptions, 'severity'> & CallOptions) => Promise<Uint8Array>
  getNodeStats: (nodeId: string, call?: CallOptions) => Promise<NodeStatus>
  getPerformance: (options?: PerformanceFilter & CallOptions) => Promise<Readonly<Record<string, NodePerformance>>>
  getPrimaryUrl: (call?: CallOptions) => Promise<string>
  getSoftwareVersion: (nodeId: string, call?: CallOptions) => Promise<string>
  getTlsCertificate: (nodeId: string, call?: CallOptions) => Promise<JsonObject>
  getUuid: (call?: CallOptions) => Promise<string>
  health: (nodeId?: string, options?: HealthOptions & CallOptions) => Promise<NodeHealth>
  isReady: (call?: CallOptions) => Promise<boolean>
  listBuckets: (options?: { readonly provider?: string } & CallOptions) => Promise<readonly BucketJson[]>
  listJobsStatus: (options?: ListJobsOptions & CallOptions) => Promise<readonly JobStatus[]>
  listRemotes: (call?: CallOptions) => Promise<readonly RemoteCluster[]>
  listRunningJobs: (options?: ListJobsOptions & CallOptions) => Promise<readonly string[]>
  resetConfig: (call?: CallOptions) => Promise<void>
  resetNodeConfig: (nodeId: string, call?: CallOptions) => Promise<void>
  resetStats: (options?: { readonly errorsOnly?: boolean } & CallOptions) => Promise<void>
  rotateLogs: (call?: CallOptions) => Promise<void>
  setConfig: (change: JsonObject, options?: SetConfigOptions & CallOptions) => Promise<void>
  setNodeConfig: (
    nodeId: string,
    change: Readonly<Record<string, string>>,
    options?: SetConfigOptions & CallOptions,
  ) => Promise<void>
  setPrimary: (nodeId: string, call?: CallOptions) => Promise<void>
  shutdownNode: (nodeId: string, options?: MaintenanceOptions & CallOptions) => Promise<string>
  startMaintenance: (nodeId: string, options?: MaintenanceOptions & CallOptions) => Promise<string>
  stopMaintenance: (nodeId: string, options?: MaintenanceOptions & CallOptions) => Promise<string>
}>()

declare const cluster: Cluster
// @ts-expect-error -- nodes become ready, or healthy
void cluster.health('p', { until: 'up' })
