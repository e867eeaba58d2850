import { checkInteger, firstProblem, readBytes, readText, type Operation } from '@ais/core'
import { reverseDaemonRoute } from '@ais/core/wire'
import { atNode } from '../at-node.js'

/** Which lines of a log: all, or from warnings or errors on. */
export type LogSeverity = 'info' | 'warning' | 'error'

/** Options of {@link getNodeLog}. */
export interface NodeLogOptions {
  /** Lines of this severity and above. @defaultValue 'info' */
  readonly severity?: LogSeverity
  /** Skip this many bytes of the log; 0 or more. @defaultValue 0 */
  readonly offsetBytes?: number
}

/**
 * Reads the current log of a node.
 * @throws ApiError NodeNotFound
 * @wire GET /v1/reverse/daemon?what=log: api/daemon.go GetDaemonLog
 */
export const getNodeLog = (nodeId: string, options: NodeLogOptions = {}): Operation<string> => {
  const name = 'cluster.getNodeLog'
  const place = atNode(name, reverseDaemonRoute, nodeId)
  const problem = firstProblem(place.problem, checkInteger(name, 'offsetBytes', options.offsetBytes, { min: 0 }))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { what: 'log', severity: options.severity ?? 'info', offset: options.offsetBytes },
    idempotent: true,
    read: readText,
  }
}

/**
 * Reads all logs of a node, the rotated ones too, as a `.tar.gz`.
 * @throws ApiError NodeNotFound
 * @wire GET /v1/reverse/daemon?what=log&all=true: api/daemon.go GetDaemonLog
 */
export const getNodeLogArchive = (
  nodeId: string,
  options: Pick<NodeLogOptions, 'severity'> = {},
): Operation<Uint8Array> => ({
  ...atNode('cluster.getNodeLogArchive', reverseDaemonRoute, nodeId),
  query: { what: 'log', severity: options.severity ?? 'info', all: true },
  idempotent: true,
  read: readBytes,
})
