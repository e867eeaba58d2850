/** A step of a JSON pointer, unescaped. */
const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Replaces what a pointer covers; `*` is any key or index. What is not there stays so. */
const mask = (value: unknown, [step, ...rest]: readonly string[]): unknown => {
  if (step === undefined) return '<volatile>'
  if (!isContainer(value)) return value
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, step === '*' || key === step ? mask(inner, rest) : inner] as const,
  )
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

/** Masks everything that pointers cover. */
export const maskAll = (value: unknown, pointers: readonly string[]): unknown =>
  pointers.reduce((masked, pointer) => mask(masked, stepsOf(pointer)), value)

/** One place where two values differ. */
export interface Difference {
  /** JSON pointer into the answer. */
  readonly pointer: string
  readonly recorded: unknown
  readonly own: unknown
}

/** Where two values differ. */
export const differences = (recorded: unknown, own: unknown, at = ''): readonly Difference[] => {
  if (Object.is(recorded, own)) return []
  if (!isContainer(recorded) || !isContainer(own) || Array.isArray(recorded) !== Array.isArray(own))
    return [{ pointer: at, recorded, own }]
  const keys = new Set([...Object.keys(recorded), ...Object.keys(own)])
  return [...keys].flatMap((key) => differences(recorded[key], own[key], `${at}/${key}`))
}
