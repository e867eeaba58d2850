import type { Route } from '@ais/core/wire'
import type { HandlerEntry } from './server/handler.js'

/** A path template as a matcher; `{name}` takes a segment, `{name+}` the rest. */
const matcherOf = (template: string): { readonly pattern: RegExp; readonly names: readonly string[] } => {
  const names: string[] = []
  const pattern = template
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{([a-z]+)(\\\+)?\}/gi, (_, name: string, rest?: string) => {
      names.push(name)
      return rest === undefined ? '([^/]+)' : '(.+)'
    })
  return { pattern: new RegExp(`^${pattern}/?$`), names }
}

const decode = (text: string): string | undefined => {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

type Params = Readonly<Record<string, string>>

/** An entry that answers, with the decoded parameters of the path. */
export interface Match<Entry = HandlerEntry> {
  readonly entry: Entry
  readonly params: Params
}

/** A path template, and who answers below it. */
interface Template<Entry> {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly byMethod: Map<string, Entry[]>
}

/** A template that fits a path. */
interface Fit<Entry> {
  readonly byMethod: ReadonlyMap<string, readonly Entry[]>
  readonly params: Params
}

/** What is there for a path, whatever the method. */
export class Matches<Entry = HandlerEntry> {
  readonly #fits: readonly Fit<Entry>[]

  constructor(fits: readonly Fit<Entry>[]) {
    this.#fits = fits
  }

  /** There is nothing: AIStore does not have such a path. */
  get isEmpty(): boolean {
    return this.#fits.length === 0
  }

  /** Methods that are answered, each once. */
  get methods(): readonly string[] {
    return [...new Set(this.#fits.flatMap(({ byMethod }) => [...byMethod.keys()]))]
  }

  /** Who answers a method. */
  of(method: string): readonly Match<Entry>[] {
    const matches: Match<Entry>[] = []
    for (const { byMethod, params } of this.#fits)
      for (const entry of byMethod.get(method) ?? []) matches.push({ entry, params })
    return matches
  }
}

/** The decoded parameters of a path, when it fits. */
const paramsOf = (
  { pattern, names }: Pick<Template<unknown>, 'pattern' | 'names'>,
  path: string,
): Params | undefined => {
  const found = pattern.exec(path)
  if (found === null) return undefined
  const params: Record<string, string> = {}
  let group = 0
  for (const name of names) {
    const value = decode(found[++group] ?? '')
    if (value === undefined) return undefined
    params[name] = value
  }
  return params
}

/** The first two segments, `/v1/objects`: no template has a parameter there, so few patterns are left to try. */
const resourceOf = (path: string): string => {
  const second = path.indexOf('/', 1)
  const third = second < 0 ? -1 : path.indexOf('/', second + 1)
  return third < 0 ? path : path.slice(0, third)
}

/** Finds handlers by the routes that the client's operations are made from. */
export class Dispatcher<Entry extends { readonly route: Route } = HandlerEntry> {
  /** Templates in the order in which their first entries were given. */
  readonly #byResource = new Map<string, Template<Entry>[]>()

  constructor(entries: readonly Entry[]) {
    const known = new Map<string, Template<Entry>>()
    for (const entry of entries) {
      const { path, method } = entry.route
      let template = known.get(path)
      if (template === undefined) {
        template = { ...matcherOf(path), byMethod: new Map() }
        known.set(path, template)
        const resource = resourceOf(path)
        this.#byResource.set(resource, [...(this.#byResource.get(resource) ?? []), template])
      }
      template.byMethod.set(method, [...(template.byMethod.get(method) ?? []), entry])
    }
  }

  /** All that is there for a path, whatever the method. */
  match(path: string): Matches<Entry> {
    const fits: Fit<Entry>[] = []
    for (const template of this.#byResource.get(resourceOf(path)) ?? []) {
      const params = paramsOf(template, path)
      if (params !== undefined) fits.push({ byMethod: template.byMethod, params })
    }
    return new Matches(fits)
  }
}

/** The entry for an action: the one that names it, else the one that takes a request without or with any. */
export const chooseByAction = (matches: readonly Match[], action: string | undefined): Match | undefined =>
  matches.find(({ entry }) => entry.route.action !== undefined && entry.route.action === action) ??
  matches.find(({ entry }) => entry.route.action === undefined)

/** Tells whether requests to these entries carry a JSON message. */
export const takesMessage = (matches: readonly Match[], method: string): boolean =>
  !(method === 'PUT' && matches.some(({ entry }) => entry.route.path.startsWith('/v1/objects/')))
