import { ApiFailure } from '../api-failure.js'

const goTypeOf = (value: unknown): string => {
  if (Array.isArray(value)) return '[]interface {}'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return 'float64'
  return typeof value === 'boolean' ? 'bool' : 'map[string]interface {}'
}

/** What AIStore's JSON reader says of a byte that it did not expect. */
const unexpected = (reader: string, text: string, at: number): string => {
  const near = (distance: number): string => text.slice(Math.max(0, at + 1 - distance), at + 1 + distance)
  return `${reader}, but found ${text.charAt(at)}, error found in #${at + 1} byte of ...|${near(10)}|..., bigger context ...|${near(50)}|...`
}

/**
 * Reads the custom metadata of a message: a map of texts, or nothing.
 * @throws ApiFailure 400, worded as AIStore does
 */
export const readCustom = (value: unknown, node: string, uri: string): Readonly<Record<string, string>> => {
  if (value === null || value === undefined) return {}
  const text = JSON.stringify(value)
  const refuse = (why: string): never => {
    throw new ApiFailure(400, `${node}: failed to unmarshal set-custom (${goTypeOf(value)}), err: ${why}`)
  }
  if (typeof value !== 'object' || Array.isArray(value)) return refuse(unexpected('ReadMapCB: expect { or n', text, 0))
  // A key may be `__proto__`, which is no key of an object that it is assigned to.
  const custom = new Map<string, string>()
  for (const [key, field] of Object.entries(value as Readonly<Record<string, unknown>>)) {
    if (typeof field !== 'string' && field !== null)
      return refuse(
        unexpected(
          'ReadString: expects " or n',
          text,
          text.indexOf(`${JSON.stringify(key)}:`) + JSON.stringify(key).length + 1,
        ),
      )
    if (key === '')
      throw new ApiFailure(400, `${uri}: custom metadata: empty key (value=${JSON.stringify(field ?? '')})`)
    custom.set(key, field ?? '')
  }
  return Object.fromEntries(custom)
}
