import { objectUname, isAisError, type CallOptions, type Connection, type ObjectRef, type Smap } from '@ais/core'
import { loadPlacementDigest, placeAmong } from '@ais/core/wire'

/** How long targets are not asked directly after one was the wrong one by the newest map there is: a rebalance runs. */
const pauseMs = 30_000

/** What is known of direct access to one cluster. */
interface DirectAccess {
  /** The cluster does not let its targets be asked directly, or does not show its map. */
  isRefused: boolean
  pausedUntilMs: number
  map?: Smap
  place?: (uname: string) => { readonly publicUrl: string } | undefined
  /** Asks for a newer map; one for all who wait. */
  learning?: Promise<void> | undefined
}

const known = new WeakMap<Connection, DirectAccess>()

const accessOf = (connection: Connection): DirectAccess => {
  let access = known.get(connection)
  if (access === undefined) {
    access = { isRefused: false, pausedUntilMs: 0 }
    known.set(connection, access)
  }
  return access
}

/** Remembers that a cluster refuses direct access, so that it is not tried with every call. */
export const refuseDirect = (connection: Connection): void => {
  accessOf(connection).isRefused = true
}

/**
 * The URL of the target that owns an object, by the cluster map; `undefined` where the proxy must be asked.
 * @wire core/meta/hrw.go HrwName2T
 */
export const ownerUrl = async (
  connection: Connection,
  object: ObjectRef,
  call: CallOptions,
): Promise<string | undefined> => {
  const access = accessOf(connection)
  if (access.isRefused || (access.pausedUntilMs > 0 && performance.now() < access.pausedUntilMs)) return undefined
  try {
    const map = await connection.clusterMap(call)
    if (access.map !== map || access.place === undefined) {
      access.place = placeAmong(map.targets, await loadPlacementDigest())
      access.map = map
    }
    return access.place(objectUname(object))?.publicUrl
  } catch (error) {
    if (!isAisError(error) || error._tag !== 'Api') throw error
    // A user with permissions of a bucket may not see the map.
    access.isRefused = true
    return undefined
  }
}

/**
 * Asks for a newer map after the proxy has found what the target of this map did not have. If there is none, the cluster is moving its
 * objects, and the proxy is asked for a while.
 */
export const learnPlacement = (connection: Connection, call: CallOptions): Promise<void> => {
  const access = accessOf(connection)
  const learn = async (): Promise<void> => {
    const before = access.map?.version
    try {
      const { version } = await connection.clusterMap({ ...call, refresh: true })
      if (version === before) access.pausedUntilMs = performance.now() + pauseMs
    } catch (error) {
      // The read itself went well; the next one asks again.
      if (!isAisError(error)) throw error
    } finally {
      access.learning = undefined
    }
  }
  return (access.learning ??= learn())
}
