import { route } from '@ais/core/wire'

/** @wire PUT /v1/cluster/set-config?name=value: api/config.go SetClusterConfig */
export const setConfigByNameRoute = route('PUT', '/v1/cluster/set-config')
/** @wire PUT /v1/cluster set-config: api/config.go SetClusterConfigUsingMsg */
export const setConfigRoute = route('PUT', '/v1/cluster', 'set-config')
/** @wire PUT /v1/cluster reset-config: api/config.go ResetClusterConfig */
export const resetConfigRoute = route('PUT', '/v1/cluster', 'reset-config')
/** @wire PUT /v1/reverse/daemon/set-config?name=value: api/daemon.go SetDaemonConfig */
export const setNodeConfigRoute = route('PUT', '/v1/reverse/daemon/set-config')
/** @wire PUT /v1/reverse/daemon reset-config: api/daemon.go ResetDaemonConfig */
export const resetNodeConfigRoute = route('PUT', '/v1/reverse/daemon', 'reset-config')
/** @wire PUT /v1/cluster rotate-logs: api/cluster.go RotateClusterLogs */
export const rotateLogsRoute = route('PUT', '/v1/cluster', 'rotate-logs')
/** @wire PUT /v1/cluster reset-stats: api/cluster.go ResetClusterStats */
export const resetStatsRoute = route('PUT', '/v1/cluster', 'reset-stats')
/** @wire PUT /v1/cluster start-maintenance: api/cluster.go StartMaintenance */
export const startMaintenanceRoute = route('PUT', '/v1/cluster', 'start-maintenance')
/** @wire PUT /v1/cluster stop-maintenance: api/cluster.go StopMaintenance */
export const stopMaintenanceRoute = route('PUT', '/v1/cluster', 'stop-maintenance')
/** @wire PUT /v1/cluster decommission-node: api/cluster.go DecommissionNode */
export const decommissionNodeRoute = route('PUT', '/v1/cluster', 'decommission-node')
/** @wire PUT /v1/cluster shutdown-node: api/cluster.go ShutdownNode */
export const shutdownNodeRoute = route('PUT', '/v1/cluster', 'shutdown-node')
/** @wire PUT /v1/cluster/proxy/{node}: api/cluster.go SetPrimaryProxy */
export const setPrimaryRoute = route('PUT', '/v1/cluster/proxy/{node}')
/** @wire PUT /v1/cluster/attach?what=remote: api/cluster.go AttachRemoteAIS */
export const attachRemoteRoute = route('PUT', '/v1/cluster/attach')
/** @wire PUT /v1/cluster/detach?what=remote: api/cluster.go DetachRemoteAIS */
export const detachRemoteRoute = route('PUT', '/v1/cluster/detach')
/** @wire PUT /v1/reverse/daemon/mountpaths attach-mp: api/mountpath.go AttachMountpath */
export const attachMountpathRoute = route('PUT', '/v1/reverse/daemon/mountpaths', 'attach-mp')
/** @wire DELETE /v1/reverse/daemon/mountpaths detach-mp: api/mountpath.go DetachMountpath */
export const detachMountpathRoute = route('DELETE', '/v1/reverse/daemon/mountpaths', 'detach-mp')
/** @wire POST /v1/reverse/daemon/mountpaths enable-mp: api/mountpath.go EnableMountpath */
export const enableMountpathRoute = route('POST', '/v1/reverse/daemon/mountpaths', 'enable-mp')
/** @wire POST /v1/reverse/daemon/mountpaths disable-mp: api/mountpath.go DisableMountpath */
export const disableMountpathRoute = route('POST', '/v1/reverse/daemon/mountpaths', 'disable-mp')
