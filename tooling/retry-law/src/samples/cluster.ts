import * as cluster from '@ais/cluster'
import { getSmap } from '@ais/core'
import { json, nothing, text, type Samples } from '../sample.ts'
import { nodeStatus, smap } from './answers.ts'

const node = 't1'

export const clusterSamples: Samples = {
  attachMountpath: nothing(() => cluster.attachMountpath(node, '/disk/1')),
  attachRemote: nothing(() => cluster.attachRemote('east', 'http://east:51080')),
  decommissionNode: text(() => cluster.decommissionNode(node)),
  detachMountpath: nothing(() => cluster.detachMountpath(node, '/disk/1')),
  detachRemote: nothing(() => cluster.detachRemote('east')),
  disableMountpath: nothing(() => cluster.disableMountpath(node, '/disk/1')),
  enableMountpath: nothing(() => cluster.enableMountpath(node, '/disk/1')),
  getBackends: json(() => cluster.getBackends(), []),
  getClusterConfig: json(() => cluster.getClusterConfig(), {}),
  getHealth: nothing(() => cluster.getHealth()),
  getMountpaths: json(() => cluster.getMountpaths(node), { available: [], waiting_dd: [], disabled: [] }),
  getNodeConfig: json(() => cluster.getNodeConfig(node), {}),
  getNodeLog: text(() => cluster.getNodeLog(node)),
  getNodeLogArchive: text(() => cluster.getNodeLogArchive(node)),
  getNodeStatus: json(() => cluster.getNodeStatus(node), nodeStatus),
  getSoftwareVersion: text(() => cluster.getSoftwareVersion(node)),
  getTlsCertificate: json(() => cluster.getTlsCertificate(node), {}),
  listBuckets: json(() => cluster.listBuckets(), []),
  listRemotes: json(() => cluster.listRemotes(), { a: [], ver: 1 }),
  resetClusterConfig: nothing(() => cluster.resetClusterConfig()),
  resetNodeConfig: nothing(() => cluster.resetNodeConfig(node)),
  resetStats: nothing(() => cluster.resetStats()),
  rotateLogs: nothing(() => cluster.rotateLogs()),
  setClusterConfig: nothing(() => cluster.setClusterConfig({ log: { level: '3' } })),
  setNodeConfig: nothing(() => cluster.setNodeConfig(node, { 'log.level': '3' })),
  setPrimary: nothing(() => cluster.setPrimary('p2')),
  shutdownNode: text(() => cluster.shutdownNode(node)),
  startMaintenance: text(() => cluster.startMaintenance(node)),
  stopMaintenance: text(() => cluster.stopMaintenance(node)),
}

export const coreSamples: Samples = {
  getSmap: json(() => getSmap(), smap),
}
