import type { Connection } from './connection.js'

/** Where objects come from (a bucket or a group of objects), as data loaders take it. */
export interface AISSource<ListedObject = unknown> {
  readonly client: Connection
  /** Yields the URL of every object whose name starts with `prefix`. */
  listUrls(options?: { readonly prefix?: string }): AsyncIterable<string>
  /** Yields every object whose name starts with `prefix`, with the properties named in `props`. */
  listAllObjectsIter(options?: { readonly prefix?: string; readonly props?: string }): AsyncIterable<ListedObject>
}
