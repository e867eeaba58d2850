import { memoryTransport, type MemoryAnswer } from '@ais/core/testing'
import { checksumOf, objectUname, TransportFault, type Transport } from '@ais/core'
import { loadPlacementDigest, placeAmong } from '@ais/core/wire'
import { NodeModel, type NodeSpeed } from './node-model.ts'

/** How large the cluster is, and how fast. */
export interface ClusterShape {
  readonly proxies: number
  readonly targets: number
  readonly proxy: NodeSpeed
  readonly target: NodeSpeed
}

/** The one bucket there is. */
export const bucketName = 'fleet'

const content = new TextEncoder().encode('what every object holds')
const inMaintenance = 4n
const json = { 'content-type': 'application/json' }

/** AIStore as far as reads see it: proxies that redirect and tell the map, targets that own objects. */
export class ClusterModel {
  readonly proxies: readonly NodeModel[]
  readonly targets: readonly NodeModel[]
  /** Exchanges that asked for the map. */
  mapsTold = 0
  readonly #byUrl: ReadonlyMap<string, NodeModel>
  readonly #digest: (text: string) => bigint
  readonly #checksum: string
  readonly #maintained = new Set<NodeModel>()
  #version = 10
  #owners = new Map<string, NodeModel>()
  /** Who owned what before the map changed last: objects are still there while they are moved. */
  #ownersBefore = new Map<string, NodeModel>()
  /** Whom proxies redirect to; less than all owners while targets have yet to register. */
  #known: ((uname: string) => { readonly node: NodeModel } | undefined) | undefined
  #place: (uname: string) => { readonly node: NodeModel } | undefined = () => undefined

  private constructor(shape: ClusterShape, random: () => number, digest: (text: string) => bigint, checksum: string) {
    const nodes = (kind: string, count: number, speed: NodeSpeed): readonly NodeModel[] =>
      Array.from({ length: count }, (_, index) => new NodeModel(`${kind}${index}`, speed, random))
    this.proxies = nodes('p', shape.proxies, shape.proxy)
    this.targets = nodes('t', shape.targets, shape.target)
    this.#byUrl = new Map([...this.proxies, ...this.targets].map((node) => [node.url, node]))
    this.#digest = digest
    this.#checksum = checksum
    this.#replace()
  }

  static async build(shape: ClusterShape, random: () => number): Promise<ClusterModel> {
    return new ClusterModel(shape, random, await loadPlacementDigest(), (await checksumOf('xxhash', content)) ?? '')
  }

  #flagsOf(node: NodeModel): bigint {
    return this.#maintained.has(node) ? inMaintenance : 0n
  }

  #replace(): void {
    const nodes = this.targets.map((node) => ({ node, daemonId: node.id, flags: this.#flagsOf(node) }))
    this.#place = placeAmong(nodes, this.#digest)
    this.#ownersBefore = this.#owners
    this.#owners = new Map()
  }

  /** Takes targets out of placement, or back in: the map counts up and objects move. */
  setMaintenance(targets: readonly NodeModel[], isOn: boolean): void {
    for (const target of targets)
      if (isOn) this.#maintained.add(target)
      else this.#maintained.delete(target)
    this.#version += 1
    this.#replace()
  }

  /** Lets proxies know of the first so many targets only; of all again when that is all. */
  setKnownTargets(count: number): void {
    const known = this.targets.slice(0, count)
    const nodes = known.map((node) => ({ node, daemonId: node.id, flags: this.#flagsOf(node) }))
    this.#known = count < this.targets.length ? placeAmong(nodes, this.#digest) : undefined
  }

  #ownerOf(name: string): NodeModel {
    const known = this.#owners.get(name)
    if (known !== undefined) return known
    const found = this.#place(objectUname({ bucket: { name: bucketName }, name }))?.node
    if (found === undefined) throw new Error('simulation: no target is left')
    this.#owners.set(name, found)
    return found
  }

  #mapText(): string {
    const entry = (node: NodeModel, kind: 'proxy' | 'target'): string => {
      const net = JSON.stringify({ node_ip_addr: node.id, daemon_port: '51080', direct_url: node.url })
      return `{"public_net":${net},"intra_data_net":${net},"intra_control_net":${net},"daemon_type":"${kind}","daemon_id":"${node.id}","flags":${this.#flagsOf(node)},"id_digest":${this.#digest(node.id)}}`
    }
    const map = (nodes: readonly NodeModel[], kind: 'proxy' | 'target'): string =>
      `{${nodes.map((node) => `"${node.id}":${entry(node, kind)}`).join(',')}}`
    const [primary] = this.proxies
    if (primary === undefined) throw new Error('simulation: no proxy')
    return `{"pmap":${map(this.proxies, 'proxy')},"proxy_si":${entry(primary, 'proxy')},"tmap":${map(this.targets, 'target')},"uuid":"simulated","creation_time":"2026-01-01 00:00:00","version":"${this.#version}"}`
  }

  #answer(node: NodeModel, { pathname, search }: URL): MemoryAnswer {
    if (pathname.startsWith('/v1/daemon')) {
      this.mapsTold += 1
      return { status: 200, headers: json, body: this.#mapText() }
    }
    const name = pathname.split('/').slice(4).join('/')
    const owner = this.#ownerOf(name)
    if (node.id.startsWith('p')) {
      const found =
        this.#known === undefined ? owner : this.#known(objectUname({ bucket: { name: bucketName }, name }))?.node
      if (found === undefined) {
        const message = 'no storage targets in the cluster'
        return { status: 400, headers: json, body: JSON.stringify({ tcode: 'ErrNoNodes', message, status: 400 }) }
      }
      return { status: 301, headers: { location: `${found.url}${pathname}${search}&pid=${node.id}&utm=1` } }
    }
    // Who was redirected before the map changed still finds the object where it was.
    if (owner === node || (search.includes('pid=') && this.#ownersBefore.get(name) === node))
      return {
        status: 200,
        headers: {
          'content-length': String(content.length),
          'ais-checksum-type': 'xxhash',
          'ais-checksum-value': this.#checksum,
          'ais-version': '1',
        },
        body: content,
      }
    const message = `t[${node.id}]: ais://${bucketName}/${name} does not exist`
    return { status: 404, headers: json, body: JSON.stringify({ tcode: 'ErrNotFound', message, status: 404 }) }
  }

  /** The way to this cluster for any number of clients. */
  transport(): Transport {
    return memoryTransport(async ({ url }) => {
      const parsed = new URL(url)
      const node = this.#byUrl.get(parsed.origin)
      if (node === undefined) throw new TransportFault('connect', `getaddrinfo ENOTFOUND ${parsed.hostname}`, false)
      if ((await node.serve()) === 'limited') {
        const message = `${node.id}: rate limit exceeded`
        return { status: 429, headers: json, body: JSON.stringify({ message, status: 429 }) }
      }
      return this.#answer(node, parsed)
    })
  }

  /** Exchanges of all proxies so far. */
  get proxyExchanges(): number {
    return this.proxies.reduce((sum, { exchanges }) => sum + exchanges, 0)
  }
}
