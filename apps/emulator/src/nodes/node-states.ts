import type { Store } from '../store/store.js'
import { nodeName, type EmulatedNode } from '../topology/node.js'
import { Configuration } from './configuration.js'
import { NodeLog } from './node-log.js'
import { Telemetry } from './telemetry.js'

/** Which disks a target stores on, as clients see it. */
export interface MountpathState {
  readonly available: Set<string>
  readonly disabled: Set<string>
}

/** What one node has of its own. */
export interface NodeState {
  readonly telemetry: Telemetry
  readonly log: NodeLog
  readonly mountpaths: MountpathState
}

/** What nodes have of their own, and the configuration they share. */
export class NodeStates {
  readonly configuration: Configuration
  readonly #states: ReadonlyMap<string, NodeState>

  constructor(nodes: readonly EmulatedNode[], store: Store, nowNs: () => bigint) {
    this.configuration = new Configuration(store)
    this.#states = new Map(
      nodes.map((node) => [
        node.id,
        {
          telemetry: new Telemetry(node.kind, nowNs),
          log: new NodeLog(nodeName(node)),
          mountpaths: {
            available: new Set(node.kind === 'target' ? ['/ais/mp1', '/ais/mp2'] : []),
            disabled: new Set<string>(),
          },
        },
      ]),
    )
  }

  of(node: EmulatedNode): NodeState {
    const state = this.#states.get(node.id)
    if (state === undefined) throw new Error(`${node.id} is no node of this cluster`)
    return state
  }

  all(): Iterable<NodeState> {
    return this.#states.values()
  }
}
