/** One node of the cluster map. */
export interface SmapNode {
  /** Node id, as in `UvMt51082`. */
  readonly daemonId: string
  readonly daemonType: 'proxy' | 'target'
  /** URL under which clients reach the node. */
  readonly publicUrl: string
  /** Bit set; 4 is maintenance, 8 decommission. */
  readonly flags: bigint
}

/** The cluster map: which nodes there are and which proxy leads. */
export interface Smap {
  readonly uuid: string
  /** Counts up with every change. */
  readonly version: bigint
  readonly primary: SmapNode
  readonly proxies: readonly SmapNode[]
  readonly targets: readonly SmapNode[]
}
