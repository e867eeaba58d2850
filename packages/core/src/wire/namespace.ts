/** A namespace: of this cluster (`name` only), or of a remote AIS cluster (`uuid` or alias). */
export interface Namespace {
  /** UUID or alias of a remote AIS cluster; `''` for this cluster. */
  readonly uuid: string
  /** Namespace name; `''` for the global one. */
  readonly name: string
}

/** The global namespace of this cluster. */
export const globalNamespace: Namespace = { uuid: '', name: '' }

/** Writes a namespace as `@uuid#name`, as in queries and unames; `@#` for the global one. */
export const namespacePath = (namespace: Namespace): string => `@${namespace.uuid}#${namespace.name}`

/** Tells whether a namespace is the global one of this cluster. */
export const isGlobalNamespace = (namespace: Namespace): boolean => namespace.uuid === '' && namespace.name === ''

/** Reads `@uuid#name`, `@uuid`, `#name`, `@#` or `''`; `undefined` for anything else. */
export const parseNamespace = (text: string): Namespace | undefined => {
  if (text === '') return globalNamespace
  const match = /^(?:@(@?[^@#/]*))?(?:#([^@#/]*))?$/.exec(text)
  return match === null ? undefined : { uuid: match[1] ?? '', name: match[2] ?? '' }
}
