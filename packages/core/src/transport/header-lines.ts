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
