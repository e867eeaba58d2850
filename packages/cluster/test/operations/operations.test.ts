import type { Operation } from '@ais/core'
import { describe, expect, it } from 'vitest'
import {
  attachMountpath,
  attachRemote,
  decommissionNode,
  detachMountpath,
  detachRemote,
  disableMountpath,
  enableMountpath,
  getBackends,
  getClusterConfig,
  getHealth,
  getMountpaths,
  getNodeConfig,
  getNodeLog,
  getNodeLogArchive,
  getNodeStatus,
  getSoftwareVersion,
  getTlsCertificate,
  listBuckets,
  listRemotes,
  resetClusterConfig,
  resetNodeConfig,
  resetStats,
  rotateLogs,
  setClusterConfig,
  setNodeConfig,
  setPrimary,
  shutdownNode,
  startMaintenance,
  stopMaintenance,
} from '../../src/index.js'

const asked = ({ method, path, query = {}, headers, baseUrl, body, problem }: Operation<unknown>) => ({
  problem: problem?.field,
  call: `${method} ${path}`,
  query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
  ...(headers === undefined ? {} : { headers }),
  ...(baseUrl === undefined ? {} : { baseUrl }),
  ...(body?.kind === 'json'
    ? { body: typeof body.value === 'function' ? (body.value as () => unknown)() : body.value }
    : {}),
})

const node = { headers: { 'ais-node-id': 't1' } }
const reverse = { problem: undefined, call: 'GET /v1/reverse/daemon', ...node }
const put = { problem: undefined, call: 'PUT /v1/cluster', query: {} }
const message = (action: string, value: unknown = null) => ({ body: { action, name: '', value } })
const membership = {
  sid: 't1',
  skip_rebalance: false,
  rm_user_data: false,
  keep_initial_config: false,
  no_shutdown: false,
}
const mountpaths = { problem: undefined, ...node, query: {} }

describe('operations of a cluster are values', () => {
  it.each<[string, Operation<unknown>, object]>([
    ['node status', getNodeStatus('t1'), { ...reverse, query: { what: 'node_status' } }],
    ['node config', getNodeConfig('t1'), { ...reverse, query: { what: 'config' } }],
    ['mountpaths', getMountpaths('t1'), { ...reverse, query: { what: 'mountpaths' } }],
    ['version', getSoftwareVersion('t1'), { ...reverse, query: { what: 'software_version' } }],
    ['certificate', getTlsCertificate('t1'), { ...reverse, query: { what: 'tls_certificate' } }],
    [
      'log',
      getNodeLog('t1', { severity: 'error', offsetBytes: 10 }),
      { ...reverse, query: { what: 'log', severity: 'error', offset: 10 } },
    ],
    ['log archive', getNodeLogArchive('t1'), { ...reverse, query: { what: 'log', severity: 'info', all: true } }],
    ['health', getHealth(), { problem: undefined, call: 'GET /v1/health', query: {} }],
    [
      'health of a node',
      getHealth('http://n:1', { until: 'cluster' }),
      { problem: undefined, call: 'GET /v1/health', query: { prr: true }, baseUrl: 'http://n:1' },
    ],
    [
      'buckets',
      listBuckets('s3'),
      { problem: undefined, call: 'GET /v1/buckets', query: { provider: 'aws' }, ...message('list') },
    ],
    ['all buckets', listBuckets(''), { problem: undefined, call: 'GET /v1/buckets', query: {}, ...message('list') }],
    ['remotes', listRemotes(), { problem: undefined, call: 'GET /v1/cluster', query: { what: 'remote' } }],
    ['backends', getBackends(), { problem: undefined, call: 'GET /v1/cluster', query: { what: 'backends' } }],
    ['config', getClusterConfig(), { problem: undefined, call: 'GET /v1/cluster', query: { what: 'cluster_config' } }],
    [
      'attach',
      attachRemote('far', 'http://h:1'),
      {
        problem: undefined,
        call: 'PUT /v1/cluster/attach',
        query: { what: 'remote' },
        headers: { 'ais-remote-ais-alias': 'far', 'ais-remote-ais-url': 'http://h:1' },
      },
    ],
    [
      'detach',
      detachRemote('far'),
      {
        problem: undefined,
        call: 'PUT /v1/cluster/detach',
        query: { what: 'remote' },
        headers: { 'ais-remote-ais-alias': 'far' },
      },
    ],
    [
      'set config',
      setClusterConfig({ log: { level: '4' } }, { isTransient: true }),
      { ...put, query: { transient: true }, ...message('set-config', { log: { level: '4' } }) },
    ],
    ['reset config', resetClusterConfig(), { ...put, ...message('reset-config') }],
    [
      'set node config',
      setNodeConfig('t1', { 'log.level': '4' }),
      { problem: undefined, call: 'PUT /v1/reverse/daemon/set-config', ...node, query: { 'log.level': '4' } },
    ],
    [
      'reset node config',
      resetNodeConfig('t1'),
      { problem: undefined, call: 'PUT /v1/reverse/daemon', ...node, query: {}, ...message('reset-config') },
    ],
    ['rotate logs', rotateLogs(), { ...put, ...message('rotate-logs') }],
    ['reset stats', resetStats({ errorsOnly: true }), { ...put, ...message('reset-stats', true) }],
    [
      'start maintenance',
      startMaintenance('t1', { skipRebalance: true }),
      { ...put, ...message('start-maintenance', { ...membership, skip_rebalance: true }) },
    ],
    ['stop maintenance', stopMaintenance('t1'), { ...put, ...message('stop-maintenance', membership) }],
    [
      'decommission',
      decommissionNode('t1', { removeUserData: true }),
      { ...put, ...message('decommission-node', { ...membership, rm_user_data: true }) },
    ],
    ['shut down', shutdownNode('t1'), { ...put, ...message('shutdown-node', membership) }],
    ['set primary', setPrimary('p2'), { problem: undefined, call: 'PUT /v1/cluster/proxy/p2', query: {} }],
    [
      'attach a mountpath',
      attachMountpath('t1', '/d'),
      { ...mountpaths, call: 'PUT /v1/reverse/daemon/mountpaths', ...message('attach-mp', '/d') },
    ],
    [
      'detach a mountpath',
      detachMountpath('t1', '/d'),
      { ...mountpaths, call: 'DELETE /v1/reverse/daemon/mountpaths', ...message('detach-mp', '/d') },
    ],
    [
      'enable a mountpath',
      enableMountpath('t1', '/d'),
      { ...mountpaths, call: 'POST /v1/reverse/daemon/mountpaths', ...message('enable-mp', '/d') },
    ],
    [
      'disable a mountpath',
      disableMountpath('t1', '/d', { dontResilver: true }),
      {
        ...mountpaths,
        call: 'POST /v1/reverse/daemon/mountpaths',
        query: { dntres: true },
        ...message('disable-mp', '/d'),
      },
    ],
  ])('%s', (_name, operation, expected) => {
    expect(asked(operation)).toEqual(expected)
  })

  it.each<[string, Operation<unknown>, string]>([
    ['status of no node', getNodeStatus(''), 'nodeId'],
    ['a node whose id breaks the header', getNodeStatus('a\r\nb'), 'nodeId'],
    ['a log before its beginning', getNodeLog('t1', { offsetBytes: -1 }), 'offsetBytes'],
    ['buckets of an unknown provider', listBuckets('nosuch'), 'provider'],
    ['a remote without alias', attachRemote('', 'http://h'), 'alias'],
    ['a remote without URL', attachRemote('a', 'h'), 'url'],
    ['an empty change', setClusterConfig({}), 'change'],
    ['an empty change of a node', setNodeConfig('t1', {}), 'change'],
    ['maintenance of no node', startMaintenance(''), 'nodeId'],
    ['no primary', setPrimary(''), 'nodeId'],
    ['a relative mountpath', enableMountpath('t1', 'd'), 'path'],
  ])('%s is refused', (_name, { problem }, field) => {
    expect(problem?._tag).toBe('InvalidInput')
    expect(problem?.field).toBe(field)
  })
})
