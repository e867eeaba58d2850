import { objectUname, isAisError, type CallOptions, type Connection, type ObjectRef } from '@ais/core'
import { hrwTarget, loadPlacementDigest } from '@ais/core/wire'

/** Connections whose cluster does not let its targets be asked directly, or does not show its map. */
const refused = new WeakSet<Connection>()

/** Remembers that a cluster refuses direct access, so that it is not tried with every call. */
export const refuseDirect = (connection: Connection): void => {
  refused.add(connection)
}

/**
 * The URL of the target that owns an object, by the cluster map; `undefined` where the proxy must be asked.
 * @wire core/meta/hrw.go HrwName2T
 */
export const ownerUrl = async (
  connection: Connection,
  object: ObjectRef,
  call: CallOptions,
  refresh = false,
): Promise<string | undefined> => {
  if (refused.has(connection)) return undefined
  try {
    const { targets } = await connection.clusterMap({ ...call, refresh })
    return hrwTarget(objectUname(object), targets, await loadPlacementDigest())?.publicUrl
  } catch (error) {
    if (!isAisError(error) || error._tag !== 'Api') throw error
    // A user with permissions of a bucket may not see the map.
    refuseDirect(connection)
    return undefined
  }
}
