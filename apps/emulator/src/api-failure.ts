import type { EmulatedNode } from './topology/node.js'

/** An error answer of AIStore; thrown by handlers, written by the server with the node's name and the request's path. */
export class ApiFailure extends Error {
  readonly status: number
  /** `''` is left out of the answer, as the real server does. */
  readonly tcode: string
  readonly headers: Readonly<Record<string, string>>
  /** A target that failed a call of the proxy: the answer then names both, and the path between them. */
  from: { readonly node: EmulatedNode; readonly path?: string; readonly method?: string } | undefined

  /** An error of another cluster, told as its own: its method, path and node stay. */
  relayed: { readonly method: string; readonly path: string; readonly node: string } | undefined

  constructor(status: number, message: string, tcode = '', headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.tcode = tcode
    this.headers = headers
  }

  /** Says that it was a target that failed, asked by the proxy. */
  by(node: EmulatedNode | undefined, path?: string, method?: string): this {
    if (node !== undefined)
      this.from = { node, ...(path === undefined ? {} : { path }), ...(method === undefined ? {} : { method }) }
    return this
  }

  /** The same error with another status. */
  withStatus(status: number): ApiFailure {
    const changed = new ApiFailure(status, this.message, this.tcode, this.headers)
    changed.from = this.from
    changed.relayed = this.relayed
    return changed
  }

  /** Says that another cluster answered it, and to what. */
  relayedFrom(origin: { readonly method: string; readonly path: string; readonly node: string }): this {
    this.relayed = origin
    return this
  }
}
