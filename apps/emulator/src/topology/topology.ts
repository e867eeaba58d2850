import { generateKeyPairSync } from 'node:crypto'
import { placeAmong } from '@ais/core/wire'
import { ApiFailure } from '../api-failure.js'
import type { EmulatedNode } from './node.js'

/** Bit of a node's flags in the map: the proxy may not be elected primary (its only one needs no election). */
const proxyFlags = 2
/** Bit of a node's flags in the map: in maintenance. */
const maintenanceFlag = 4
/** What a real cluster of one proxy reaches once its targets have joined; clients only see it grow. */
const firstVersion = 3

/** The emulated cluster's map: one proxy and its targets, and which target owns what. */
export class Topology {
  readonly uuid: string
  readonly proxy: EmulatedNode
  readonly #targets: EmulatedNode[]
  readonly #flags = new Map<string, number>()
  readonly #keys = new Map<string, string>()
  #changes = 0
  #changedNs = 0n
  readonly #nowNs: () => bigint
  readonly #firstVersion: number
  readonly startedMs: number
  readonly #digest: (text: string) => bigint
  /** Prepared once for each version of the map. */
  #placement:
    | { readonly version: number; readonly place: (uname: string) => { readonly node: EmulatedNode } | undefined }
    | undefined

  constructor(parts: {
    readonly uuid: string
    readonly proxy: EmulatedNode
    readonly targets: readonly EmulatedNode[]
    readonly digest: (text: string) => bigint
    readonly nowNs: () => bigint
  }) {
    this.#nowNs = parts.nowNs
    this.uuid = parts.uuid
    this.proxy = parts.proxy
    this.#targets = [...parts.targets]
    this.#firstVersion = firstVersion + parts.targets.length
    this.startedMs = Date.now()
    this.#digest = parts.digest
  }

  /** Nodes that store objects, those in maintenance too. */
  get targets(): readonly EmulatedNode[] {
    return this.#targets
  }

  get version(): number {
    return this.#firstVersion + this.#changes
  }

  /** When the map changed last, Unix nanoseconds; 0 if it never did. */
  get changedNs(): bigint {
    return this.#changedNs
  }

  #change(): void {
    this.#changes += 1
    this.#changedNs = this.#nowNs()
  }

  /** The node's bits in the map; 4 is maintenance. */
  flagsOf(node: EmulatedNode): number {
    return this.#flags.get(node.id) ?? (node.kind === 'proxy' ? proxyFlags : 0)
  }

  /** Targets that objects are placed on. */
  get placeable(): readonly EmulatedNode[] {
    return this.#targets.filter((node) => this.flagsOf(node) === 0)
  }

  /** Puts a node into maintenance, or takes it out. */
  setMaintenance(node: EmulatedNode, isOn: boolean): void {
    const flags = this.flagsOf(node)
    this.#flags.set(node.id, isOn ? flags | maintenanceFlag : flags & ~maintenanceFlag)
    this.#change()
  }

  /** Takes a target out of the map. */
  remove(node: EmulatedNode): void {
    const at = this.#targets.indexOf(node)
    if (at < 0) return
    this.#targets.splice(at, 1)
    this.#flags.delete(node.id)
    this.#change()
  }

  /** Takes a target into the map. */
  add(node: EmulatedNode): void {
    if (this.#targets.includes(node)) return
    this.#targets.push(node)
    this.#change()
  }

  /** The target that owns an object, by highest random weight over its uname. @throws ApiFailure 400 without any */
  owner(uname: string): EmulatedNode {
    if (this.#placement?.version !== this.version) {
      const nodes = this.targets.map((node) => ({ node, daemonId: node.id, flags: BigInt(this.flagsOf(node)) }))
      this.#placement = { version: this.version, place: placeAmong(nodes, this.#digest) }
    }
    const owner = this.#placement.place(uname)
    if (owner === undefined) throw new ApiFailure(400, 'no storage targets in the cluster', 'ErrNoNodes')
    return owner.node
  }

  find(id: string): EmulatedNode | undefined {
    return [this.proxy, ...this.targets].find((node) => node.id === id)
  }

  /** The map as JSON text: `id_digest` exceeds what a JSON number can hold in JavaScript, so it is written as text. */
  smapJson(): string {
    const map = (nodes: readonly EmulatedNode[]): string =>
      `{${nodes.map((node) => `${JSON.stringify(node.id)}:${this.#mapNodeJson(node)}`).join(',')}}`
    const created = new Date(this.startedMs).toISOString().replace('T', ' ').slice(0, 19)
    return `{"pmap":${map([this.proxy])},"proxy_si":${this.#mapNodeJson(this.proxy)},"tmap":${map(this.targets)},"uuid":${JSON.stringify(this.uuid)},"creation_time":"${created}","version":"${this.version}"}`
  }

  /** The digest of a node's id, by which objects are placed. */
  digestOf(node: EmulatedNode): bigint {
    return this.#digest(node.id)
  }

  /** Public half of the key with which a node signs calls of other nodes; emulated ones make no such calls. */
  #verifyingKey(node: EmulatedNode): string {
    const known = this.#keys.get(node.id)
    if (known !== undefined) return known
    const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
    const key = Buffer.from(x, 'base64url').toString('base64')
    this.#keys.set(node.id, key)
    return key
  }

  /** What a node says of itself: only the map tells which proxies may vote. */
  ownNodeJson(node: EmulatedNode): string {
    return this.#nodeJson(node, node.kind === 'proxy' ? this.flagsOf(node) & ~proxyFlags : this.flagsOf(node), true)
  }

  /** A node in the map, which has the keys of proxies only. */
  #mapNodeJson(node: EmulatedNode): string {
    return this.#nodeJson(node, this.flagsOf(node), node.kind === 'proxy')
  }

  /** A node as JSON text: `id_digest` exceeds what a JSON number can hold in JavaScript. */
  #nodeJson(node: EmulatedNode, flags: number, withKey: boolean): string {
    const { hostname, port } = new URL(node.url)
    // One listener serves all three networks of a node.
    const net = JSON.stringify({ node_ip_addr: hostname, daemon_port: port, direct_url: node.url })
    const nets = `"public_net":${net},"intra_data_net":${net},"intra_control_net":${net}`
    const key = withKey ? `,"verifying_key":"${this.#verifyingKey(node)}"` : ''
    const rest = `"id_digest":${this.#digest(node.id)}${key}`
    return `{${nets},"daemon_type":"${node.kind}","daemon_id":${JSON.stringify(node.id)},"flags":${flags},${rest}}`
  }
}
