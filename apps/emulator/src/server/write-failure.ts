import type { ApiFailure } from '../api-failure.js'
import { nodeName, type EmulatedNode } from '../topology/node.js'
import type { EmulatorReply } from './handler.js'

/** What an error answer says of the request. */
export interface FailedRequest {
  readonly method: string
  /** Decoded path. */
  readonly path: string
  readonly remoteAddress: string
}

/**
 * Makes AIStore's error answer: JSON in the body, or for HEAD in the header `Hdr-Error`.
 * @wire cmn/err.go HTTPError, WriteErr
 */
export const failureReply = (
  failure: ApiFailure,
  request: FailedRequest,
  /** `undefined` for the AuthN server, which is no node. */
  node: EmulatedNode | undefined,
): EmulatorReply => {
  const nameOf = (one: EmulatedNode | undefined): string => (one === undefined ? '' : nodeName(one))
  const { from, relayed } = failure
  const text = JSON.stringify({
    ...(failure.tcode === '' ? {} : { tcode: failure.tcode }),
    message: failure.message,
    method: relayed?.method ?? from?.method ?? request.method,
    url_path: relayed?.path ?? from?.path ?? request.path,
    remote_addr: request.remoteAddress,
    caller: from === undefined ? '' : nameOf(node),
    node: relayed?.node ?? nameOf(from?.node ?? node),
    status: failure.status,
  })
  const headers = { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff', ...failure.headers }
  return request.method === 'HEAD'
    ? { status: failure.status, headers: { ...headers, 'Hdr-Error': text } }
    : { status: failure.status, headers, body: `${text}\n` }
}
