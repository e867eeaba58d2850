import type { EmulatorReply } from '../../server/handler.js'

type Tree = Readonly<Record<string, unknown>>

/** One-letter keys of nested documents by their JSON names, where a document has them. @wire stats/api.go, msgp tags */
const letters: Readonly<Record<string, string>> = {
  status: 's',
  deployment: 'd',
  ais_version: 'v',
  build_time: 'b',
  k8s_pod_name: 'k',
}

const compactNet = ({ node_ip_addr: host, daemon_port: port, direct_url: url }: Tree): Tree => ({
  h: host,
  p: port,
  u: url,
  tcpEndpoint: `${String(host)}:${String(port)}`,
})

/** Integers as bigint: msgpack then tells them from floats that happen to be whole, which Go's decoder insists on. */
const whole = (value: unknown): bigint => BigInt(Math.trunc(Number(value ?? 0)))

const tree = (value: unknown): Tree => (value ?? {}) as Tree

const compactNode = (node: Tree, digest: bigint): Tree => ({
  p: compactNet(tree(node['public_net'])),
  d: compactNet(tree(node['intra_data_net'])),
  c: compactNet(tree(node['intra_control_net'])),
  t: node['daemon_type'],
  i: node['daemon_id'],
  name: `${String(node['daemon_type']).slice(0, 1)}[${String(node['daemon_id'])}]`,
  f: whole(node['flags']),
  g: digest,
  v: Buffer.from(String(node['verifying_key']), 'base64'),
})

const compactMountpath = (value: unknown): Tree => {
  const { mountpath_label: label, fs, disks, used, avail, pct_used: percent } = tree(value)
  const { Fs: device, FsType: type } = tree(fs)
  const capacity = { u: whole(used), a: whole(avail), p: whole(percent) }
  return { l: label, f: { f: device, t: type, i: [0n, 0n] }, d: disks, Capacity: capacity }
}

const compactCapacity = (value: Tree): Tree => ({
  m: Object.fromEntries(Object.entries(tree(value['mountpaths'])).map(([path, one]) => [path, compactMountpath(one)])),
  e: value['cs_err'],
  u: whole(value['total_used']),
  a: whole(value['total_avail']),
  x: whole(value['pct_max']),
  v: whole(value['pct_avg']),
  n: whole(value['pct_min']),
})

const compactSystem = (value: Tree): Tree => {
  const [load, memory, process] = [tree(value['load_avg']), tree(value['mem']), tree(value['proc'])]
  const [cpu, own] = [tree(process['CPU']), tree(process['Mem'])]
  return {
    u: whole(value['mem_used']),
    a: whole(value['mem_avail']),
    p: value['pct_mem_used'],
    c: value['pct_cpu_used'],
    l: { o: load['One'], f: load['Five'], t: load['Fifteen'] },
    t: whole(value['cpu_util']),
    m: {
      t: whole(memory['Total']),
      u: whole(memory['Used']),
      f: whole(memory['Free']),
      b: whole(memory['BuffCache']),
      af: whole(memory['ActualFree']),
      au: whole(memory['ActualUsed']),
      st: whole(memory['SwapTotal']),
      sf: whole(memory['SwapFree']),
      su: whole(memory['SwapUsed']),
    },
    r: {
      c: {
        u: whole(cpu['User']),
        s: whole(cpu['System']),
        t: whole(cpu['Total']),
        l: whole(cpu['LastTime']),
        p: cpu['Percent'],
      },
      m: { s: whole(own['Size']), r: whole(own['Resident']), h: whole(own['Share']) },
    },
  }
}

const versionOf = (value: unknown): bigint => whole(tree(value)['version'])

const compactCluster = (value: Tree): Tree => {
  const [map, buckets] = [tree(value['smap']), tree(value['bmd'])]
  const { pub_url: publicUrl, control_url: controlUrl, id } = tree(map['Primary'])
  const primary = { PubURL: publicUrl, CtrlURL: controlUrl, ID: id }
  return {
    s: { Primary: primary, UUID: map['uuid'], Version: versionOf(map) },
    b: { UUID: buckets['uuid'], Version: versionOf(buckets) },
    r: { Version: versionOf(value['rmd']) },
    c: { Version: versionOf(value['config']) },
    e: { Version: versionOf(value['etlmd']) },
    f: whole(value['flags']),
  }
}

/** Turns a node's statistics, with or without its status, into the msgpack form that nodes give on request. */
export const compactStatus = async (
  document: Tree,
  tracker: ReadonlyMap<string, bigint>,
  digest: bigint,
): Promise<EmulatorReply> => {
  const { encode } = await import('@msgpack/msgpack')
  const texts = Object.entries(letters).flatMap(([name, letter]) =>
    name in document ? [[letter, document[name]] as const] : [],
  )
  const compact = {
    ...Object.fromEntries(texts),
    n: compactNode(tree(document['snode']), digest),
    t: Object.fromEntries(tracker),
    x: compactCapacity(tree(document['capacity'])),
    ...('cluster' in document ? { c: compactCluster(tree(document['cluster'])) } : {}),
    ...('sys_info' in document ? { y: compactSystem(tree(document['sys_info'])) } : {}),
    ...('smap_version' in document ? { w: whole(document['smap_version']) } : {}),
  }
  const headers = { 'Content-Type': 'application/msgpack' }
  return { status: 200, headers, body: encode(compact, { useBigInt64: true, forceIntegerToFloat: true }) }
}
