export { BackendNames, BucketNames, JsonObject } from './documents.js'
export { Mountpaths } from './mountpaths.js'
export { NodeStatus, type MountpathCapacity, type NodeCapacity, type NodeSystemInfo } from './node-status.js'
export { RemoteClusters, type RemoteCluster } from './remote-clusters.js'
export {
  attachMountpathRoute,
  attachRemoteRoute,
  decommissionNodeRoute,
  detachMountpathRoute,
  detachRemoteRoute,
  disableMountpathRoute,
  enableMountpathRoute,
  resetConfigRoute,
  resetNodeConfigRoute,
  resetStatsRoute,
  rotateLogsRoute,
  setConfigByNameRoute,
  setConfigRoute,
  setNodeConfigRoute,
  setPrimaryRoute,
  shutdownNodeRoute,
  startMaintenanceRoute,
  stopMaintenanceRoute,
} from './routes.js'
