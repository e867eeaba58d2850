import type { Query } from '../operation.js'

/** Writes a query string without its `?`; absent parameters are left out, empty ones stay. */
export const encodeQuery = (query: Query): string => {
  let text = ''
  for (const name of Object.keys(query)) {
    const value = query[name]
    if (value === undefined) continue
    text += `${text === '' ? '' : '&'}${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`
  }
  return text
}
