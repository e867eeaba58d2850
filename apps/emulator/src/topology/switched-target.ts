import { listen, type NodeListener } from '../server/node-server.js'
import type { EmulatedNode } from './node.js'
import type { Topology } from './topology.js'

/** How {@link EmulatedTarget.stop} is seen by the cluster. */
export interface StopOptions {
  /** Leave it in the map, as in the time before a cluster notices: the proxy still sends clients to it. @defaultValue false */
  readonly unnoticed?: boolean
}

/** A target that can leave the cluster and join it again. */
export interface EmulatedTarget {
  readonly id: string
  /** `http://host:port`; the same after it has joined again. */
  readonly url: string
  readonly isRunning: boolean
  /**
   * Breaks the target's connections and takes it out of the map, whose version moves. Objects are found on the targets that are left, as
   * after a rebalance. Of one that was stopped unnoticed it takes notice.
   */
  stop(options?: StopOptions): Promise<void>
  /** Lets it join with the id and port that it had; the map's version moves. @throws Error EADDRINUSE when its port was taken meanwhile */
  start(): Promise<void>
}

/** A target's listener, and its place in the map. */
export class SwitchedTarget implements EmulatedTarget {
  readonly #node: EmulatedNode
  readonly #topology: Topology
  readonly #serve: (listener: NodeListener) => void
  #listener: NodeListener | undefined

  constructor(parts: {
    readonly node: EmulatedNode
    readonly topology: Topology
    readonly listener: NodeListener
    readonly serve: (listener: NodeListener) => void
  }) {
    this.#node = parts.node
    this.#topology = parts.topology
    this.#serve = parts.serve
    this.#listener = parts.listener
    this.#serve(parts.listener)
  }

  get id(): string {
    return this.#node.id
  }

  get url(): string {
    return this.#node.url
  }

  get isRunning(): boolean {
    return this.#listener !== undefined
  }

  async stop({ unnoticed = false }: StopOptions = {}): Promise<void> {
    const listener = this.#listener
    this.#listener = undefined
    // First the map: who loses a connection asks the proxy again, at once.
    if (!unnoticed) this.#topology.remove(this.#node)
    await listener?.close()
  }

  async start(): Promise<void> {
    if (this.#listener === undefined) {
      const { hostname, port } = new URL(this.#node.url)
      this.#listener = await listen(hostname.replace(/^\[|\]$/g, ''), Number(port))
      this.#serve(this.#listener)
    }
    this.#topology.add(this.#node)
  }

  /** Ends it with the cluster. */
  async close(): Promise<void> {
    await this.#listener?.close()
    this.#listener = undefined
  }
}
