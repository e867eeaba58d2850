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

type Template = ReturnType<typeof matcherOf>

interface Matcher<Entry> {
  readonly entry: Entry
  /** Shared by all entries of that path: it is tried once. */
  readonly template: Template
}

/** The decoded parameters of a path, when it fits. */
const paramsOf = ({ pattern, names }: Template, path: string): Readonly<Record<string, string>> | undefined => {
  const found = pattern.exec(path)
  if (found === null) return undefined
  const params: Record<string, string> = {}
  for (const [index, name] of names.entries()) {
    const value = decode(found[index + 1] ?? '')
    if (value === undefined) return undefined
    params[name] = value
  }
  return params
}

/** The first two segments, `v1/objects`: no template has a parameter there, so few patterns are left to try. */
const resourceOf = (path: string): string => path.split('/', 3).slice(1).join('/')

/** Finds handlers by the routes that the client's operations are made from. */
export class Dispatcher<Entry extends { readonly route: Route } = HandlerEntry> {
  readonly #byResource = new Map<string, Matcher<Entry>[]>()

  constructor(entries: readonly Entry[]) {
    const templates = new Map<string, Template>()
    for (const entry of entries) {
      const { path } = entry.route
      const template = templates.get(path) ?? matcherOf(path)
      templates.set(path, template)
      const matchers = this.#byResource.get(resourceOf(path)) ?? []
      matchers.push({ entry, template })
      this.#byResource.set(resourceOf(path), matchers)
    }
  }

  /** All entries for a path, whatever the method; empty for a path that AIStore does not have. */
  match(path: string): readonly Match<Entry>[] {
    const tried = new Map<Template, Readonly<Record<string, string>> | undefined>()
    const matches: Match<Entry>[] = []
    for (const { entry, template } of this.#byResource.get(resourceOf(path)) ?? []) {
      if (!tried.has(template)) tried.set(template, paramsOf(template, path))
      const params = tried.get(template)
      if (params !== undefined) matches.push({ entry, params })
    }
    return matches
  }
}

/** The entry for an action: the one that names it, else the one that takes a request without or with any. */
export const chooseByAction = (matches: readonly Match[], action: string | undefined): Match | undefined =>
  matches.find(({ entry }) => entry.route.action !== undefined && entry.route.action === action) ??
  matches.find(({ entry }) => entry.route.action === undefined)

/** Tells whether requests to these entries carry a JSON message. */
export const takesMessage = (matches: readonly Match[], method: Route['method']): boolean =>
  !(method === 'PUT' && matches.some(({ entry }) => entry.route.path.startsWith('/v1/objects/')))
