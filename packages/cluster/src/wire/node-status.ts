import * as t from 'io-ts'
import { Int64, SafeInteger } from '@ais/core/wire'

/** How full one mountpath of a target is. */
export interface MountpathCapacity {
  readonly usedBytes: bigint
  readonly availableBytes: bigint
  /** 0 to 100. */
  readonly usedPercent: number
  readonly disks: readonly string[]
  /** `''` for none. */
  readonly label: string
}

/** Space of a target. */
export interface NodeCapacity {
  readonly usedBytes: bigint
  readonly availableBytes: bigint
  /** Fullest, average and emptiest mountpath, 0 to 100. */
  readonly usedPercent: { readonly max: number; readonly average: number; readonly min: number }
  /** By path. */
  readonly mountpaths: Readonly<Record<string, MountpathCapacity>>
}

/** Memory and load of a node. */
export interface NodeSystemInfo {
  readonly memoryUsedBytes: bigint
  readonly memoryAvailableBytes: bigint
  readonly memoryUsedPercent: number
  readonly cpuUsedPercent: number
  /** Load averages of the last minutes. */
  readonly loadAverage: { readonly one: number; readonly five: number; readonly fifteen: number }
}

/** What a node tells of itself. */
export interface NodeStatus {
  readonly daemonId: string
  readonly daemonType: 'proxy' | 'target'
  /** `''` or `online` when all is well. */
  readonly status: string
  /** As in `5.0.` */
  readonly aisVersion: string
  readonly deployment: string
  /** Version of the cluster map that the node has. */
  readonly smapVersion: bigint
  /** Metrics as AIStore counts them, by its names: `get.n`, `put.ns.total`; those that are zero may be missing. */
  readonly tracker: Readonly<Record<string, bigint>>
  /** Targets only. */
  readonly capacity: NodeCapacity | undefined
  readonly systemInfo: NodeSystemInfo
}

const WireMountpath = t.intersection([
  t.type({ used: Int64, avail: Int64, pct_used: SafeInteger }),
  t.partial({ disks: t.union([t.array(t.string), t.null]), mountpath_label: t.string }),
])

const WireCapacity = t.type({
  mountpaths: t.record(t.string, WireMountpath),
  total_used: Int64,
  total_avail: Int64,
  pct_max: SafeInteger,
  pct_avg: SafeInteger,
  pct_min: SafeInteger,
})

/** @wire `what=sysinfo`: sys/api.go MemCPUInfo */
export const WireSystemInfo = t.type({
  mem_used: Int64,
  mem_avail: Int64,
  pct_mem_used: t.number,
  pct_cpu_used: t.number,
  load_avg: t.type({ One: t.number, Five: t.number, Fifteen: t.number }),
})

const Wire = t.intersection([
  t.type({
    status: t.string,
    deployment: t.string,
    ais_version: t.string,
    smap_version: Int64,
    snode: t.type({ daemon_id: t.string, daemon_type: t.union([t.literal('proxy'), t.literal('target')]) }),
    tracker: t.record(t.string, Int64),
    sys_info: WireSystemInfo,
  }),
  t.partial({ capacity: t.union([WireCapacity, t.null]) }),
])

const toCapacity = (wire: t.TypeOf<typeof WireCapacity>): NodeCapacity => ({
  usedBytes: wire.total_used,
  availableBytes: wire.total_avail,
  usedPercent: { max: wire.pct_max, average: wire.pct_avg, min: wire.pct_min },
  mountpaths: Object.fromEntries(
    Object.entries(wire.mountpaths).map(([path, { used, avail, pct_used, disks, mountpath_label: label = '' }]) => [
      path,
      { usedBytes: used, availableBytes: avail, usedPercent: pct_used, disks: disks ?? [], label },
    ]),
  ),
})

const toSystemInfo = (wire: t.TypeOf<typeof WireSystemInfo>): NodeSystemInfo => ({
  memoryUsedBytes: wire.mem_used,
  memoryAvailableBytes: wire.mem_avail,
  memoryUsedPercent: wire.pct_mem_used,
  cpuUsedPercent: wire.pct_cpu_used,
  loadAverage: { one: wire.load_avg.One, five: wire.load_avg.Five, fifteen: wire.load_avg.Fifteen },
})

/** @wire `what=node_status`: stats/api.go NodeStatus; read with exact integers, since counters pass 2^53 */
export const NodeStatus: t.Type<NodeStatus, unknown, unknown> = new t.Type(
  'NodeStatus',
  (input): input is NodeStatus => typeof input === 'object' && input !== null && 'tracker' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { snode, capacity, sys_info, ...rest } = decoded.right
    return t.success({
      daemonId: snode.daemon_id,
      daemonType: snode.daemon_type,
      status: rest.status,
      aisVersion: rest.ais_version,
      deployment: rest.deployment,
      smapVersion: rest.smap_version,
      tracker: rest.tracker,
      // A proxy has none.
      capacity:
        capacity === undefined || capacity === null || Object.keys(capacity.mountpaths).length === 0
          ? undefined
          : toCapacity(capacity),
      systemInfo: toSystemInfo(sys_info),
    })
  },
  // Only servers write it, and the emulator writes its own.
  (status) => status,
)
