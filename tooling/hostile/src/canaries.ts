import { inspect } from 'node:util'

/** Starts every text that must not be told. */
export const canaryMark = 'CANARY'

/** A secret, recognisable wherever it comes out; `at` says where it was put. */
export const canary = (at: string): string => `${canaryMark}-${at}-7f3a`

const ownFaces = (value: object): readonly unknown[] =>
  Reflect.ownKeys(value).map((key) => {
    try {
      return (value as Record<PropertyKey, unknown>)[key]
    } catch {
      return undefined
    }
  })

/** Every text that a value holds in a property of its own, however deep, enumerable or not, and in what its prototypes compute. */
const walk = (value: unknown, seen: Set<unknown>, depth = 0): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (((typeof value !== 'object' || value === null) && typeof value !== 'function') || seen.has(value) || depth > 12)
    return []
  seen.add(value)
  if (value instanceof Map) return [...value].flat().flatMap((one) => walk(one, seen, depth + 1))
  if (value instanceof Set) return [...value].flatMap((one) => walk(one, seen, depth + 1))
  return ownFaces(value as object).flatMap((one) => walk(one, seen, depth + 1))
}

const attempt = (face: () => unknown): string => {
  try {
    return String(face())
  } catch (error) {
    return String(error)
  }
}

/** Everything that printing, logging or storing a value can tell, by how. */
export const facesOf = (value: unknown): Readonly<Record<string, string>> => ({
  inspect: inspect(value),
  'inspect, all of it': inspect(value, { depth: Infinity, showHidden: true, getters: true, maxStringLength: null }),
  JSON: attempt(() => JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))),
  'JSON of own names': attempt(() =>
    typeof value === 'object' && value !== null ? JSON.stringify(value, Object.getOwnPropertyNames(value)) : '',
  ),
  text: attempt(() => value),
  template: attempt(() => `${value as string}`),
  message: attempt(() => (value as Error).message),
  stack: attempt(() => (value as Error).stack),
  causes: attempt(() => inspect((value as Error).cause, { depth: Infinity, showHidden: true })),
  properties: walk(value, new Set()).join('\n'),
  'structured clone': attempt(() => inspect(structuredClone(value), { depth: Infinity, showHidden: true })),
})

/** Where a value tells a secret: `face: the secret and what is around it`. */
export const leaksOf = (value: unknown): readonly string[] =>
  Object.entries(facesOf(value)).flatMap(([face, text]) =>
    text.includes(canaryMark)
      ? [`${face}: …${text.slice(Math.max(0, text.indexOf(canaryMark) - 60), text.indexOf(canaryMark) + 60)}…`]
      : [],
  )
