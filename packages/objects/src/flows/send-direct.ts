import { isAisError, type AisError, type SendOptions, type Connection, type ObjectRef, type Operation } from '@ais/core'
import { learnPlacement, ownerOf, refuseDirect } from './owner-of.js'

/** Failures that may only mean that the target was the wrong one, or is away: the proxy knows. */
const mayBeMisplaced = (error: AisError): boolean =>
  error._tag === 'Unreachable' || error._tag === 'Timeout' || (error._tag === 'Api' && error.code === 'ObjectNotFound')

const isRefused = (error: AisError): boolean =>
  error._tag === 'Api' && (error.code === 'Forbidden' || error.code === 'Unauthorized')

/**
 * Sends a read straight to the target that owns the object, and where that fails through the proxy as always. Clusters that refuse direct
 * access, as those with authentication do, are asked once; a map is asked for anew only when it has proved to be old.
 */
export const sendDirect = async <A>(
  connection: Connection,
  object: ObjectRef,
  operation: Operation<A>,
  call: SendOptions,
): Promise<A> => {
  const owner = operation.problem === undefined ? await ownerOf(connection, object, call) : undefined
  if (owner === undefined) return connection.send(operation, call)
  try {
    return await connection.send({ ...operation, baseUrl: owner.url }, call)
  } catch (error) {
    if (!isAisError(error)) throw error
    if (isRefused(error)) refuseDirect(connection)
    else if (!mayBeMisplaced(error)) throw error
    const answer = await connection.send(operation, call)
    if (!isRefused(error)) await learnPlacement(connection, call, owner)
    return answer
  }
}
