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
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Entries whose path fits, with the decoded parameters. */
export interface Match<Entry = HandlerEntry> {
  readonly entry: Entry
  readonly params: Readonly<Record<string, string>>
}

type Matcher<Entry> = { readonly entry: Entry } & ReturnType<typeof matcherOf>

/** The first two segments, `v1/objects`: no template has a parameter there, so few patterns are left to try. */
const resourceOf = (path: string): string => path.split('/', 3).slice(1).join('/')

/** Finds handlers by the routes that the client's operations are made from. */
export class Dispatcher<Entry extends { readonly route: Route } = HandlerEntry> {
  readonly #byResource = new Map<string, Matcher<Entry>[]>()

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) {
      const resource = resourceOf(entry.route.path)
      const matchers = this.#byResource.get(resource) ?? []
      matchers.push({ entry, ...matcherOf(entry.route.path) })
      this.#byResource.set(resource, matchers)
    }
  }

  /** All entries for a path, whatever the method; empty for a path that AIStore does not have. */
  match(path: string): readonly Match<Entry>[] {
    return (this.#byResource.get(resourceOf(path)) ?? []).flatMap(({ pattern, names, entry }) => {
      const found = pattern.exec(path)
      if (found === null) return []
      const values = names.map((name, index) => [name, decode(found[index + 1] ?? '')] as const)
      return values.some(([, value]) => value === undefined)
        ? []
        : [{ entry, params: Object.fromEntries(values) as Record<string, string> }]
    })
  }
}

/** The entry for an action: the one that names it, else the one that takes a request without or with any. */
export const chooseByAction = (matches: readonly Match[], action: string | undefined): Match | undefined =>
  matches.find(({ entry }) => entry.route.action !== undefined && entry.route.action === action) ??
  matches.find(({ entry }) => entry.route.action === undefined)

/** Tells whether requests to these entries carry a JSON message. */
export const takesMessage = (matches: readonly Match[], method: Route['method']): boolean =>
  !(method === 'PUT' && matches.some(({ entry }) => entry.route.path.startsWith('/v1/objects/')))
