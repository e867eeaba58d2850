import type { IncomingHttpHeaders } from 'node:http'
import type { Route } from '@ais/core/wire'
import type { EmulatedBucket } from '../buckets/bucket-registry.js'
import type { Cluster } from '../cluster/cluster.js'
import type { EmulatedNode } from '../topology/node.js'

/** What a request may be passed on with. */
export type RequestChanges = Partial<Pick<EmulatorRequest, 'path' | 'rawQuery' | 'bucket'>>

/** A request as a handler sees it. */
export interface EmulatorRequest {
  readonly method: string
  /** Path and query exactly as received. */
  readonly url: string
  /** Path as received, still percent-encoded. */
  readonly path: string
  /** The route's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The query exactly as received, without its `?`. */
  readonly rawQuery: string
  readonly headers: IncomingHttpHeaders
  /** Content as it arrives; once. */
  readonly body: AsyncIterable<Uint8Array>
  /** The parsed JSON body with lower-case top-level keys, as Go matches them; `undefined` when there was none. */
  readonly message: Readonly<Record<string, unknown>> | undefined
  /** The bucket that the request addresses, where it was looked up before: a remote one that stays unregistered. */
  readonly bucket?: EmulatedBucket
  /** `address:port` of the client. */
  readonly remoteAddress: string
  /** The same request with something changed; the query follows from the raw one. */
  with(changes: RequestChanges): EmulatorRequest
}

/** What a handler answers; errors are thrown as ApiFailure instead. */
export interface EmulatorReply {
  readonly status: number
  /** An array is a header of several lines. Non-ASCII values are written as UTF-8 bytes. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
  /** Send status and headers before the first piece of a streamed body is there. @defaultValue false */
  readonly isHeadFirst?: boolean
}

/** What a handler works on. */
export interface HandlerContext {
  /** State that all nodes share: store, buckets, jobs, map, clock. */
  readonly cluster: Cluster
  /** The node that was asked. */
  readonly node: EmulatedNode
}

export type Handler = (request: EmulatorRequest, context: HandlerContext) => Promise<EmulatorReply> | EmulatorReply

/** A handler and what it answers; dispatch finds it by method, path and action. */
export interface HandlerEntry {
  readonly route: Route
  /** Which nodes answer it themselves; a proxy redirects object calls that only targets answer. */
  readonly node: 'proxy' | 'target' | 'any'
  /**
   * What becomes of a remote bucket that this cluster has not met yet: it is looked up and registered, it is missing, or the
   * handler sees to it.
   * @defaultValue 'register'
   */
  readonly remoteBucket?: 'register' | 'missing' | 'own business'
  readonly handle: Handler
}
