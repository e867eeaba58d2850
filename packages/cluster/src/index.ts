export { Cluster } from './cluster.js'
export { getClusterLogs, type ClusterLogsOptions } from './flows/get-cluster-logs.js'
export { getPerformance } from './flows/get-performance.js'
export { isReady } from './flows/is-ready.js'
export { performanceOf, type NodePerformance, type PerformanceFilter } from './node-performance.js'
export {
  getClusterConfig,
  getNodeConfig,
  resetClusterConfig,
  resetNodeConfig,
  setClusterConfig,
  setNodeConfig,
  type SetConfigOptions,
} from './operations/configuration.js'
export { getHealth, type HealthOptions, type NodeHealth } from './operations/get-health.js'
export { getNodeLog, getNodeLogArchive, type LogSeverity, type NodeLogOptions } from './operations/get-node-log.js'
export { getNodeStatus } from './operations/get-node-status.js'
export {
  getBackends,
  getSoftwareVersion,
  getTlsCertificate,
  resetStats,
  rotateLogs,
} from './operations/housekeeping.js'
export { listBuckets } from './operations/list-buckets.js'
export {
  decommissionNode,
  setPrimary,
  shutdownNode,
  startMaintenance,
  stopMaintenance,
  type DecommissionOptions,
  type MaintenanceOptions,
} from './operations/maintenance.js'
export {
  attachMountpath,
  detachMountpath,
  disableMountpath,
  enableMountpath,
  getMountpaths,
  type MountpathOptions,
} from './operations/mountpaths.js'
export { attachRemote, detachRemote, listRemotes } from './operations/remote-clusters.js'
export type { JsonObject } from './wire/documents.js'
export type { Mountpaths } from './wire/mountpaths.js'
export type { MountpathCapacity, NodeCapacity, NodeStatus, NodeSystemInfo } from './wire/node-status.js'
export type { RemoteCluster } from './wire/remote-clusters.js'
