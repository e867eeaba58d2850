import type { ErrorContext } from '../errors/ais-error-base.js'
import type { Operation } from '../operation.js'
import type { Transport } from '../transport/transport.js'
import type { CallScope } from './call-scope.js'
import type { ContentSource } from './content-source.js'
import { originOf } from './redirect-rules.js'
import type { Session } from './session.js'

/** One attempt of a call: what is fixed for it. */
export interface AttemptInput {
  readonly session: Session
  readonly operation: Operation<unknown>
  readonly scope: CallScope
  readonly transport: Transport
  /** URL at the endpoint. */
  readonly url: string
  /** Headers for the endpoint, the token among them. */
  readonly headers: Readonly<Record<string, string>>
  /** The same without the token, for wherever the endpoint redirects to: it needs none, and may be anybody. */
  readonly headersElsewhere: Readonly<Record<string, string>>
  /** JSON that goes along with every hop. */
  readonly json: Uint8Array | undefined
  readonly requestId: string
  readonly attempt: number
}

/** How far an attempt came; read when it failed. */
export interface AttemptProgress {
  effectSent: boolean
  content: ContentSource | undefined
  /** Headers as middleware left them. */
  sentHeaders?: Readonly<Record<string, string>>
}

/** What is known of every exchange. */
export interface AttemptContext extends ErrorContext {
  readonly node: string
}

/** What errors of an attempt tell about an exchange with `url`; without the query, which may be secret. */
export const contextOf = ({ operation, requestId, attempt }: AttemptInput, url: string): AttemptContext => {
  const { name, subject, method } = operation
  const query = url.indexOf('?')
  const place = query === -1 ? url : url.slice(0, query)
  const node = originOf(url)
  return subject === undefined
    ? { operation: name, method, url: place, node, requestId, attempt }
    : { operation: name, subject, method, url: place, node, requestId, attempt }
}
