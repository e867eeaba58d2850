/** One emulated node. */
export interface EmulatedNode {
  readonly kind: 'proxy' | 'target'
  /** As real ones look: eight or nine characters. */
  readonly id: string
  /** `http://host:port` under which clients reach it. */
  readonly url: string
}

/** How AIStore's messages name a node: `p[id]`, `t[id]`. */
export const nodeName = (node: EmulatedNode): string => `${node.kind === 'proxy' ? 'p' : 't'}[${node.id}]`
