/** How names change at the destination of a copy. */
export interface NameChange {
  readonly prepend?: string
  /** New file extensions by old ones; Go's clients send `null` for none. */
  readonly ext?: Readonly<Record<string, string>> | null
}

/** The name of a copy. */
export const newName = (name: string, { prepend = '', ext }: NameChange): string => {
  const dot = name.lastIndexOf('.')
  const changed = dot < 0 ? undefined : ext?.[name.slice(dot + 1)]
  return prepend + (changed === undefined ? name : name.slice(0, dot + 1) + changed)
}
