import type { ResponseHeaders } from './response-headers.js'

const nonAscii = /[\u0080-\u00ff]/

/** HTTP clients give header bytes as Latin-1; AIStore writes names and metadata as UTF-8. */
const decode = (value: string): string => {
  if (!nonAscii.test(value)) return value
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(value, (character) => character.charCodeAt(0)),
    )
  } catch {
    return value
  }
}

/** Headers by lower-case name, values as Latin-1; repeated headers are arrays. */
type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>

class RecordHeaders implements ResponseHeaders {
  readonly #record: HeaderRecord

  constructor(record: HeaderRecord) {
    this.#record = record
  }

  get(name: string): string | undefined {
    const value = this.#valueOf(name)
    const line = typeof value === 'string' ? value : value?.[0]
    return line === undefined ? undefined : decode(line)
  }

  getAll(name: string): readonly string[] {
    const value = this.#valueOf(name)
    if (value === undefined) return []
    return typeof value === 'string' ? [decode(value)] : value.map(decode)
  }

  names(): readonly string[] {
    return Object.keys(this.#record)
  }

  #valueOf(name: string): string | readonly string[] | undefined {
    const key = name.toLowerCase()
    // What every object has by its prototype is no header.
    return Object.hasOwn(this.#record, key) ? this.#record[key] : undefined
  }
}

/** Makes headers from a record as undici gives it. */
export const headersOfRecord = (record: HeaderRecord): ResponseHeaders => new RecordHeaders(record)

/** Makes headers from the lines of a response, `[name, value, name, value, …]`, values as Latin-1. */
export const headersOfLines = (lines: readonly string[]): ResponseHeaders => {
  const byName = new Map<string, string[]>()
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const name = (lines[index] ?? '').toLowerCase()
    const value = decode(lines[index + 1] ?? '')
    const known = byName.get(name)
    if (known === undefined) byName.set(name, [value])
    else known.push(value)
  }
  return {
    get: (name) => byName.get(name.toLowerCase())?.[0],
    getAll: (name) => byName.get(name.toLowerCase()) ?? [],
    names: () => [...byName.keys()],
  }
}
