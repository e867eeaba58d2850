import { ApiFailure } from '../api-failure.js'
import type { Store } from '../store/store.js'
import { nodeName, type EmulatedNode } from '../topology/node.js'
import { HttpExchange, readText } from './http-exchange.js'
import { RemoteAisBackend } from './remote-ais.js'

/** A remote cluster that has answered. */
export interface Attached {
  readonly uuid: string
  readonly alias: string
  readonly url: string
  /** Its map as it was sent: numbers in it exceed what JavaScript's can hold. */
  readonly smapText: string
  readonly backend: RemoteAisBackend
}

const key = 'remote-clusters'
const aliasPattern = /^[A-Za-z0-9_-]{1,32}$/

/** Remote AIS clusters, by alias; which are attached is kept with the data. @wire ais/prxclu.go _remaisConf, ais/backend/ais.go */
export class RemoteClusters {
  readonly #store: Store
  readonly #node: EmulatedNode
  readonly #exchange = new HttpExchange()
  /** URL by alias, as configured. */
  readonly #configured: Map<string, string>
  readonly #attached = new Map<string, Attached>()
  /** A cluster that never had a remote one tells so in other words than one that has none left. */
  #hadAny: boolean

  private constructor(store: Store, node: EmulatedNode) {
    this.#store = store
    this.#node = node
    const stored = (store.readDocument(key) ?? {}) as Readonly<Record<string, string>>
    this.#configured = new Map(Object.entries(stored))
    this.#hadAny = this.#configured.size > 0
  }

  /** Attaches what was attached before; clusters that do not answer are left for later. */
  static async open(store: Store, node: EmulatedNode): Promise<RemoteClusters> {
    const clusters = new RemoteClusters(store, node)
    await clusters.#connectAll()
    return clusters
  }

  async #connectAll(): Promise<void> {
    const known = new Set([...this.#attached.values()].map(({ url }) => url))
    for (const [alias, url] of this.#configured) if (!known.has(url)) await this.#connect(alias, url)
  }

  async #connect(alias: string, url: string): Promise<void> {
    if (!aliasPattern.test(alias)) return
    let smapText: string
    try {
      const answer = await this.#exchange.send(url, { method: 'GET', path: '/v1/daemon?what=smap' })
      smapText = (await readText(answer)).trim()
    } catch {
      // Offline: listed as defunct until it answers.
      return
    }
    const uuid = uuidOf(smapText)
    // Detached while it was asked, or something else than a cluster.
    if (uuid === undefined || this.#configured.get(alias) !== url) return
    const backend = new RemoteAisBackend(url, this.#exchange, () => ({
      uuid,
      alias: this.#attached.get(uuid)?.alias ?? '',
    }))
    this.#attached.set(uuid, { uuid, alias, url, smapText, backend })
  }

  async attach(alias: string, url: string): Promise<void> {
    const what = `remote cluster [alias ${alias} => ${url}]`
    const failed = (why: string): ApiFailure =>
      new ApiFailure(400, `${nodeName(this.#node)}: failed to attach ${what}, err: ${why}`, 'ErrFailedTo')
    const before = this.#configured.get(alias)
    if (before !== undefined && before !== url)
      throw new ApiFailure(400, `${nodeName(this.#node)}: ${what} is already attached`)
    if (this.#attached.has(alias))
      throw new ApiFailure(
        400,
        `${nodeName(this.#node)}: alias "${alias}" cannot be equal UUID of an already attached cluster`,
      )
    if (!URL.canParse(url)) throw failed(`parse "${url}": ${url === '' ? 'empty url' : 'invalid URI for request'}`)
    if (!/^https?:$/.test(new URL(url).protocol)) throw failed('invalid URL scheme')
    this.#configured.set(alias, url)
    this.#hadAny = true
    await this.#save()
    await this.#connect(alias, url)
  }

  async detach(alias: string): Promise<void> {
    if (this.#configured.size === 0)
      throw new ApiFailure(400, `${nodeName(this.#node)}: remote cluster config is empty`)
    if (!this.#configured.delete(alias))
      throw new ApiFailure(
        404,
        `${nodeName(this.#node)}: failed to detach remote cluster, err: not found`,
        'ErrFailedTo',
      )
    for (const [uuid, attached] of this.#attached) if (attached.alias === alias) this.#attached.delete(uuid)
    await this.#save()
  }

  #save(): Promise<void> {
    return this.#store.writeDocument(key, Object.fromEntries(this.#configured))
  }

  /** A cluster by its uuid or alias; one that did not answer before is asked again. */
  async find(name: string): Promise<Attached | undefined> {
    const found = this.look(name)
    if (found !== undefined || !this.#configured.has(name)) return found
    await this.#connectAll()
    return this.look(name)
  }

  /** The same, of those that have answered so far. */
  look(name: string): Attached | undefined {
    return this.#attached.get(name) ?? [...this.#attached.values()].find(({ alias }) => alias === name)
  }

  uuids(): readonly string[] {
    return [...this.#attached.keys()]
  }

  /** @wire GET /v1/cluster?what=remote: core/meta/remais.go RemAisVec */
  async listJson(isMade: boolean): Promise<string> {
    if (!this.#hadAny) return `{"a":${isMade ? '[]' : 'null'},"ver":0}`
    await this.#connectAll()
    const online = [...this.#attached.values()].map(
      ({ uuid, alias, url, smapText }) => `{"smap":${smapText},${json({ url, alias, uuid }).slice(1)}`,
    )
    const aliases = new Set([...this.#attached.values()].map(({ alias }) => alias))
    const offline = [...this.#configured]
      .filter(([alias]) => !aliases.has(alias))
      .map(([alias, url]) => json({ smap: null, url: `[${url}]`, alias, uuid: 'defunct' }))
    return `{"a":[${[...online, ...offline].join(',')}],"ver":0}`
  }

  close(): void {
    this.#exchange.close()
  }
}

const json = (value: unknown): string => JSON.stringify(value)

const uuidOf = (smapText: string): string | undefined => {
  try {
    const { uuid } = JSON.parse(smapText) as { readonly uuid?: unknown }
    return typeof uuid === 'string' && uuid !== '' ? uuid : undefined
  } catch {
    return undefined
  }
}
