/** Texts of JSON in which one value after the other is replaced by what is given. */
export const placesIn = function* (text: string): Generator<(value: string) => string> {
  const whole = JSON.parse(text) as unknown
  const paths = function* (value: unknown, path: readonly string[]): Generator<readonly string[]> {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      yield [...path, key]
      yield* paths(inner, [...path, key])
    }
  }
  const hole = '\u0001hole\u0001'
  for (const path of paths(whole, [])) {
    const copy = structuredClone(whole) as Record<string, unknown>
    let at = copy
    for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>
    at[path.at(-1) ?? ''] = hole
    const [before = '', after = ''] = JSON.stringify(copy).split(JSON.stringify(hole))
    yield (value) => before + value + after
  }
}
