import type { IncomingMessage } from 'node:http'
import { ErrorBody } from '@ais/core/wire'
import { ApiFailure } from '../api-failure.js'
import { headerLines, readText } from './http-exchange.js'

/** Names of the other cluster, as messages have them. */
export interface RemoteName {
  readonly uuid: string
  readonly alias: string
}

const nodePrefix = /^([pt]\[\S*\]): /

/** Another cluster's words, with the cluster's name before them. @wire ais/backend/ais.go extractErrCode */
const withClusterName = (message: string, { uuid, alias }: RemoteName): string =>
  `remote-cluster[${uuid}${alias === '' ? '' : `/@${alias}`}]: ${message.replace(nodePrefix, `$1@${uuid}: `)}`

/**
 * Makes the failure that clients see of another cluster's error answer; its method, path and node stay the other cluster's.
 * @param remote the cluster to name in it; left as it is without
 */
export const relayedFailure = async (answer: IncomingMessage, remote?: RemoteName): Promise<ApiFailure> => {
  const body = await readText(answer)
  const text = headerLines(answer, 'hdr-error')[0] ?? body
  const status = answer.statusCode ?? 500
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    parsed = undefined
  }
  const decoded = ErrorBody.decode(parsed)
  if (decoded._tag === 'Left') return new ApiFailure(status, text === '' ? `status ${status}` : text.trim())
  const error = decoded.right
  const own = error.message ?? `status ${status}`
  const message = remote === undefined ? own : withClusterName(own, remote)
  return new ApiFailure(status, message, error.tcode ?? '').relayedFrom({
    method: error.method ?? '',
    path: error.url_path ?? '',
    node: error.node ?? '',
  })
}
