import assert from 'node:assert/strict'
import { gunzipSync } from 'node:zlib'
import { Cluster } from '@ais/cluster'
import { proves, type Case } from '../case.ts'
import { eventually, failsWith, failure, putNames, refusesAll } from '../expectations.ts'
import type { World } from '../world.ts'

const firstTarget = async (world: World): Promise<string> =>
  (await world.client.cluster().getInfo()).targets[0]?.daemonId ?? ''

/** Does something that is to be undone however it ends. */
const undoing = async (act: () => Promise<void>, undo: () => Promise<unknown>): Promise<void> => {
  try {
    await act()
  } finally {
    await undo()
  }
}

const nobody = 'nosuchnode'

export const clusterCases: readonly Case[] = [
  proves(['Cluster', 'Cluster.client', 'Client.cluster'], 'a handle of the cluster sends nothing', (world) => {
    const before = world.sentCount
    const cluster = world.client.cluster()
    assert.ok(cluster instanceof Cluster)
    assert.equal(cluster.client, world.client.connection)
    assert.equal(world.sentCount, before)
    return Promise.resolve()
  }),
  proves(
    ['Cluster.get_info', 'Cluster.get_primary_url', 'Cluster.get_uuid'],
    'the map names the primary, the nodes and the cluster',
    async (world) => {
      const cluster = world.client.cluster()
      const { uuid, version, primary, proxies, targets } = await cluster.getInfo()
      assert.ok(version > 0n && targets.length > 0)
      assert.equal(await cluster.getUuid(), uuid)
      assert.equal(await cluster.getPrimaryUrl(), primary.publicUrl)
      assert.ok(proxies.some(({ daemonId }) => daemonId === primary.daemonId))
    },
  ),
  proves('Cluster.is_ready', 'a cluster that is up is ready, one that is not there is not', async (world) => {
    assert.equal(await world.client.cluster().isReady(), true)
    await using nowhere = world.open({ retry: { maxAttempts: 1 } }, 'http://127.0.0.1:9')
    assert.equal(await nowhere.cluster().isReady(), false)
  }),
  proves('api.HealthOfNode', 'nodes tell that they are well, and proxies how long they have been up', async (world) => {
    const cluster = world.client.cluster()
    const { primary } = await cluster.getInfo()
    const target = await firstTarget(world)
    for (const nodeId of [undefined, primary.daemonId, target]) {
      assert.equal((await cluster.health(nodeId)).nodeUptimeNs > 0n, nodeId !== target)
      await cluster.health(nodeId, { until: 'ready' })
    }
    assert.ok((await cluster.health()).clusterUptimeNs > 0n)
    assert.equal((await failure(() => cluster.health(nobody)))._tag, 'InvalidInput')
  }),
  proves('Cluster.list_buckets', 'lists the buckets of a provider, and of all', async (world) => {
    const bucket = await world.bucket()
    const cluster = world.client.cluster()
    for (const provider of [undefined, 'ais', ''])
      assert.ok(
        (await cluster.listBuckets(provider === undefined ? {} : { provider })).some(
          ({ name }) => name === bucket.name,
        ),
      )
    assert.deepEqual(
      (await cluster.listBuckets()).find(({ name }) => name === bucket.name),
      { name: bucket.name, provider: 'ais', namespace: { uuid: '', name: '' } },
    )
    await refusesAll(world, { 'an unknown provider': () => cluster.listBuckets({ provider: 'nosuch' }) })
  }),
  proves(
    ['Cluster.list_jobs_status', 'Cluster.list_running_jobs'],
    'lists jobs that ran, and that run',
    async (world) => {
      const cluster = world.client.cluster()
      const jobId = await world.client.job({ jobKind: 'lru' }).start()
      await world.client.job({ jobId, jobKind: 'lru' }).wait()
      const found = (await cluster.listJobsStatus({ jobKind: 'lru' })).find(({ uuid }) => uuid === jobId)
      assert.equal(found?.kind, 'lru')
      assert.ok((found?.endTimeNs ?? 0n) > 0n)
      const bucket = await world.bucket()
      await putNames(
        bucket,
        Array.from({ length: 300 }, (_, index) => `n-${index}`),
      )
      // A fast cluster may be done before it is asked: then another copy is watched.
      await eventually('a job is seen while it runs', async () => {
        const copyId = await bucket.copy(await world.bucket())
        const running = await cluster.listRunningJobs({ jobKind: 'copy-bck' })
        await world.client.job({ jobId: copyId }).abort()
        return running.includes(`copy-bck[${copyId}]`)
      })
      assert.deepEqual(await cluster.listRunningJobs({ jobKind: 'lru' }), [])
    },
  ),
  proves(
    ['Cluster.get_performance', 'api.GetNodeStats'],
    'counters of the targets move with the traffic',
    async (world) => {
      const cluster = world.client.cluster()
      const puts = async (): Promise<bigint> => {
        const performance = await cluster.getPerformance({ throughput: false, latency: false })
        assert.ok(
          Object.values(performance).every((node) => node.throughput === undefined && node.latency === undefined),
        )
        return Object.values(performance).reduce((sum, { counters }) => sum + (counters?.count['put'] ?? 0n), 0n)
      }
      const before = await puts()
      await putNames(await world.bucket(), ['a', 'b', 'c'])
      assert.equal(await puts(), before + 3n)
      const [id, all] = Object.entries(await cluster.getPerformance())[0] ?? []
      assert.ok(all?.throughput !== undefined && all.latency !== undefined && id !== undefined)
      const { daemonType, capacity, systemInfo, smapVersion } = await cluster.getNodeStats(id)
      assert.equal(daemonType, 'target')
      assert.ok((capacity?.availableBytes ?? 0n) > 0n && systemInfo.memoryAvailableBytes > 0n && smapVersion > 0n)
      await failsWith('NodeNotFound', () => cluster.getNodeStats(nobody))
    },
  ),
  proves(
    ['Cluster.get_node_log', 'Cluster.get_node_log_archive', 'Cluster.get_cluster_logs'],
    'logs of a node, of all, and their archive',
    async (world) => {
      const cluster = world.client.cluster()
      const nodeId = await firstTarget(world)
      assert.match(await cluster.getNodeLog(nodeId), /(Started up|Rotated) at/)
      assert.match(await cluster.getNodeLog(nodeId, { severity: 'error' }), /(Started up|Rotated) at/)
      assert.match(gunzipSync(await cluster.getNodeLogArchive(nodeId)).toString('latin1'), /(Started up|Rotated) at/)
      const { targets, proxies } = await cluster.getInfo()
      assert.deepEqual(
        Object.keys(await cluster.getClusterLogs()).sort(),
        targets.map(({ daemonId }) => daemonId).sort(),
      )
      assert.equal(Object.keys(await cluster.getClusterLogs({ role: 'all' })).length, targets.length + proxies.length)
      await failsWith('NodeNotFound', () => cluster.getNodeLog(nobody))
    },
  ),
  proves(
    ['api.AttachRemoteAIS', 'api.DetachRemoteAIS', 'api.GetRemoteAIS'],
    'a cluster that does not answer is attached, told to be away, and detached',
    async (world) => {
      const cluster = world.client.cluster()
      await cluster.attachRemote('gone', 'http://127.0.0.1:9')
      await undoing(
        async () => {
          const found = (await cluster.listRemotes()).find(({ alias }) => alias === 'gone')
          assert.deepEqual([found?.url, found?.isOnline], ['http://127.0.0.1:9', false])
        },
        () => cluster.detachRemote('gone'),
      )
      assert.ok((await cluster.listRemotes()).every(({ alias }) => alias !== 'gone'))
      await refusesAll(world, {
        'a wrong alias': () => cluster.attachRemote('a b', 'http://127.0.0.1:9'),
        'a wrong URL': () => cluster.attachRemote('a', 'ftp://127.0.0.1'),
        'no alias': () => cluster.detachRemote(''),
      })
    },
  ),
  proves(
    ['api.GetClusterConfig', 'api.SetClusterConfig', 'api.ResetClusterConfig'],
    'configuration is read, changed and put back',
    async (world) => {
      const cluster = world.client.cluster()
      const sendFile = async (): Promise<unknown> =>
        ((await cluster.getConfig())['timeout'] as Readonly<Record<string, unknown>>)['send_file_time']
      const before = await sendFile()
      await cluster.setConfig({ timeout: { send_file_time: '7m' } })
      await undoing(
        async () => assert.equal(await sendFile(), '7m'),
        () => cluster.setConfig({ timeout: { send_file_time: before } }),
      )
      assert.equal(await sendFile(), before)
      await failsWith('BadRequest', () => cluster.setConfig({ timeout: { send_file_time: 'abc' } }))
      await cluster.resetConfig()
      await refusesAll(world, { 'an empty change': () => cluster.setConfig({}) })
    },
  ),
  proves(
    ['api.GetDaemonConfig', 'api.SetDaemonConfig'],
    'configuration of one node is read and changed',
    async (world) => {
      const cluster = world.client.cluster()
      const nodeId = await firstTarget(world)
      const level = async (): Promise<unknown> =>
        ((await cluster.getNodeConfig(nodeId))['log'] as Readonly<Record<string, unknown>>)['level']
      const before = String(await level())
      await cluster.setNodeConfig(nodeId, { 'log.level': '4' }, { isTransient: true })
      await undoing(
        async () => assert.equal(await level(), '4'),
        () => cluster.setNodeConfig(nodeId, { 'log.level': before }, { isTransient: true }),
      )
      await failsWith('NodeNotFound', () => cluster.getNodeConfig(nobody))
      await refusesAll(world, {
        'no node': () => cluster.getNodeConfig(''),
        'an empty change': () => cluster.setNodeConfig(nodeId, {}),
      })
    },
  ),
  proves(
    ['api.StartMaintenance', 'api.StopMaintenance', 'api.DecommissionNode', 'api.SetPrimaryProxy'],
    'a node that is not there cannot be taken out',
    async (world) => {
      const cluster = world.client.cluster()
      await failsWith('NodeNotFound', () => cluster.startMaintenance(nobody))
      await failsWith('NodeNotFound', () => cluster.stopMaintenance(nobody))
      await failsWith('NodeNotFound', () => cluster.decommission(nobody))
      assert.equal((await failure(() => cluster.setPrimary(nobody)))._tag, 'Api')
      await refusesAll(world, {
        'no node': () => cluster.startMaintenance(''),
        'no new primary': () => cluster.setPrimary(''),
      })
    },
  ),
  proves(
    ['api.StartMaintenance', 'api.StopMaintenance'],
    'a target in maintenance is marked in the map, and comes back',
    async (world) => {
      const cluster = world.client.cluster()
      const nodeId = await firstTarget(world)
      const flags = async (): Promise<bigint> =>
        (await cluster.getInfo()).targets.find(({ daemonId }) => daemonId === nodeId)?.flags ?? -1n
      const { version } = await cluster.getInfo()
      await cluster.startMaintenance(nodeId, { skipRebalance: true })
      await undoing(
        async () => assert.equal((await flags()) & 4n, 4n),
        () => cluster.stopMaintenance(nodeId, { skipRebalance: true }),
      )
      assert.equal((await flags()) & 4n, 0n)
      assert.ok((await cluster.getInfo()).version > version)
    },
    ['severalTargets'],
  ),
  proves('api.SetPrimaryProxy', 'the primary may be set to itself', async (world) => {
    const { primary } = await world.client.cluster().getInfo()
    await world.client.cluster().setPrimary(primary.daemonId)
    assert.equal((await world.client.cluster().getInfo()).primary.daemonId, primary.daemonId)
  }),
  proves(
    ['api.GetMountpaths', 'api.DisableMountpath', 'api.EnableMountpath'],
    'a mountpath is disabled and taken into use again',
    async (world) => {
      const cluster = world.client.cluster()
      const nodeId = await firstTarget(world)
      const [path = '', ...others] = (await cluster.getMountpaths(nodeId)).available
      assert.ok(others.length > 0)
      await cluster.disableMountpath(nodeId, path, { dontResilver: true })
      await undoing(
        async () => assert.deepEqual((await cluster.getMountpaths(nodeId)).disabled, [path]),
        () => cluster.enableMountpath(nodeId, path),
      )
      assert.deepEqual([...(await cluster.getMountpaths(nodeId)).available].sort(), [path, ...others].sort())
      await failsWith('NodeNotFound', () => cluster.getMountpaths(nobody))
      await refusesAll(world, { 'a relative path': () => cluster.disableMountpath(nodeId, 'x') })
    },
  ),
  proves(
    ['api.RotateLogs', 'api.ResetStats'],
    'logs are rotated, and counters of errors set to zero',
    async (world) => {
      const cluster = world.client.cluster()
      await cluster.rotateLogs()
      await cluster.resetStats({ errorsOnly: true })
    },
  ),
  proves(
    ['api.GetBackends', 'api.GetTlsCertificate'],
    'backends are listed; a node without TLS has no certificate',
    async (world) => {
      const cluster = world.client.cluster()
      assert.ok((await cluster.getBackends()).every((name) => typeof name === 'string'))
      const nodeId = await firstTarget(world)
      assert.equal((await failure(() => cluster.getTlsCertificate(nodeId)))._tag, 'Api')
      assert.match(await cluster.getSoftwareVersion(nodeId), /^\d/)
    },
  ),
]
