import * as t from 'io-ts'
import type { Smap, SmapNode } from '../smap.js'
import { Int64 } from './integers.js'

/** Flags of a node, which Go leaves out where there are none. */
const Flags = new t.Type<bigint, unknown, unknown>(
  Int64.name,
  Int64.is,
  (input, context) => (input === undefined ? t.success(0n) : Int64.validate(input, context)),
  Int64.encode,
)

// No intersections and unions here: this codec is in every bundle that connects, and they are the largest part of io-ts.
const WireNode = t.type({
  daemon_id: t.string,
  daemon_type: t.keyof({ proxy: null, target: null }),
  public_net: t.type({ direct_url: t.string }),
  flags: Flags,
})

const Wire = t.type({
  uuid: t.string,
  version: Int64,
  proxy_si: WireNode,
  pmap: t.record(t.string, WireNode),
  tmap: t.record(t.string, WireNode),
})

const toNode = (node: t.TypeOf<typeof WireNode>): SmapNode => ({
  daemonId: node.daemon_id,
  daemonType: node.daemon_type,
  publicUrl: node.public_net.direct_url,
  flags: node.flags,
})

const fromNode = (node: SmapNode): unknown => ({
  daemon_id: node.daemonId,
  daemon_type: node.daemonType,
  public_net: { direct_url: node.publicUrl },
  flags: Number(node.flags),
})

const byId = (nodes: readonly SmapNode[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(nodes.map((node) => [node.daemonId, fromNode(node)]))

/** @wire `what=smap`: core/meta/smap.go Smap; `id_digest` is not read (it exceeds 2^53 and follows from the id) */
export const SmapJson: t.Type<Smap, unknown, unknown> = new t.Type(
  'Smap',
  (input): input is Smap => typeof input === 'object' && input !== null && 'primary' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { uuid, version, proxy_si: primary, pmap, tmap } = decoded.right
    return t.success({
      uuid,
      version,
      primary: toNode(primary),
      proxies: Object.values(pmap).map(toNode),
      targets: Object.values(tmap).map(toNode),
    })
  },
  (smap) => ({
    uuid: smap.uuid,
    version: String(smap.version),
    proxy_si: fromNode(smap.primary),
    pmap: byId(smap.proxies),
    tmap: byId(smap.targets),
  }),
)
