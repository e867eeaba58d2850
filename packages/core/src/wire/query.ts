import type { Query } from '../operation.js'

/** Writes a query string without its `?`; absent parameters are left out, empty ones stay. */
export const encodeQuery = (query: Query): string =>
  Object.entries(query)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
    )
    .join('&')
