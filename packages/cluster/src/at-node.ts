import {
  at,
  checkHeaderValue,
  firstProblem,
  invalidInput,
  type InvalidInputError,
  type Place,
  type RequestHeaders,
} from '@ais/core'
import type { Route } from '@ais/core/wire'

/** Checks a node's id. */
export const checkNodeId = (operation: string, nodeId: string): InvalidInputError | undefined =>
  firstProblem(
    nodeId === '' ? invalidInput(operation, 'nodeId', 'must not be empty') : undefined,
    checkHeaderValue(operation, 'nodeId', nodeId),
  )

/** Addresses a node through the proxy; spread it into an operation. */
export const atNode = (
  operation: string,
  route: Route<never>,
  nodeId: string,
): Place & { readonly headers: RequestHeaders } => {
  const problem = checkNodeId(operation, nodeId)
  return {
    ...at(operation, route, {}),
    subject: `node ${nodeId}`,
    headers: { 'ais-node-id': nodeId },
    ...(problem === undefined ? {} : { problem }),
  }
}
