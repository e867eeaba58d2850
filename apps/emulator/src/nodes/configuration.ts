import { ApiFailure } from '../api-failure.js'
import type { Store } from '../store/store.js'
import { defaultConfig } from './default-config.js'

/** A tree of settings. */
export type Settings = Readonly<Record<string, unknown>>

const documentKey = 'cluster-config'
const goDuration = /^-?(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$|^0$/

const isTree = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Checks a new value against the one that is there. @throws ApiFailure 400 */
const checkValue = (current: unknown, value: unknown): void => {
  if (
    typeof current === 'string' &&
    goDuration.test(current) &&
    /[a-z]$/.test(current) &&
    !goDuration.test(String(value))
  )
    throw new ApiFailure(400, `time: invalid duration ${JSON.stringify(String(value))}`, 'parseDurationError')
  if (typeof current === 'boolean' && !/^(true|false)$/.test(String(value)))
    throw new ApiFailure(400, `strconv.ParseBool: parsing ${JSON.stringify(String(value))}: invalid syntax`, 'NumError')
  if (typeof current === 'number' && !/^-?\d+(\.\d+)?$/.test(String(value)))
    throw new ApiFailure(400, `strconv.ParseInt: parsing ${JSON.stringify(String(value))}: invalid syntax`, 'NumError')
}

/** A value as the setting's own type has it. */
const typed = (current: unknown, value: unknown): unknown => {
  if (typeof current === 'boolean') return String(value) === 'true'
  if (typeof current === 'number') return Number(value)
  return typeof current === 'string' ? String(value) : value
}

/** A tree with part of it changed; settings that do not exist are left out, as Go leaves them. @throws ApiFailure 400 */
export const mergeSettings = (current: Settings, change: Settings): Settings =>
  Object.fromEntries(
    Object.entries(current).map(([name, value]) => {
      if (!Object.hasOwn(change, name)) return [name, value]
      const wanted = change[name]
      if (isTree(value) && isTree(wanted)) return [name, mergeSettings(value, wanted)]
      checkValue(value, wanted)
      return [name, typed(value, wanted)]
    }),
  )

/** Settings by their names with dots as a tree. @throws ApiFailure 400 for one that does not exist */
export const treeOf = (current: Settings, named: Iterable<readonly [string, string]>): Settings => {
  const tree: Record<string, unknown> = {}
  for (const [name, value] of named) {
    let [known, into]: [unknown, Record<string, unknown>] = [current, tree]
    const parts = name.split('.')
    for (const [index, part] of parts.entries()) {
      if (!isTree(known) || !Object.hasOwn(known, part)) throw new ApiFailure(400, `unknown property "${name}"`)
      known = known[part]
      if (index === parts.length - 1) into[part] = value
      else into = (into[part] ??= {}) as Record<string, unknown>
    }
  }
  return tree
}

/** The configuration of a cluster, and what single nodes have of their own. */
export class Configuration {
  readonly #store: Store
  readonly #ofNodes = new Map<string, Settings>()
  #cluster: Settings
  #version: number

  constructor(store: Store) {
    this.#store = store
    const stored = store.readDocument(documentKey) as { settings: Settings; version: number } | undefined
    this.#cluster = stored?.settings ?? defaultConfig
    this.#version = stored?.version ?? 1
  }

  /** Counts up with every change. */
  get version(): number {
    return this.#version
  }

  get cluster(): Settings {
    return this.#cluster
  }

  ofNode(nodeId: string): Settings {
    return this.#ofNodes.get(nodeId) ?? this.#cluster
  }

  /** Changes the cluster's configuration, and that of all nodes with it. @throws ApiFailure 400 */
  async change(change: Settings, isTransient: boolean): Promise<void> {
    this.#cluster = mergeSettings(this.#cluster, change)
    for (const [id, settings] of this.#ofNodes) this.#ofNodes.set(id, mergeSettings(settings, change))
    this.#version += 1
    if (!isTransient) await this.#store.writeDocument(documentKey, { settings: this.#cluster, version: this.#version })
  }

  /** Changes settings of one node. @throws ApiFailure 400 */
  changeNode(nodeId: string, change: Settings): void {
    this.#ofNodes.set(nodeId, mergeSettings(this.ofNode(nodeId), change))
  }

  /** Puts nodes back to the cluster's configuration; all of them without an id. */
  reset(nodeId?: string): void {
    if (nodeId === undefined) this.#ofNodes.clear()
    else this.#ofNodes.delete(nodeId)
  }
}
