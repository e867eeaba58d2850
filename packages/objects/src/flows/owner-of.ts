import { objectUname, isAisError, type SendOptions, type Connection, type ObjectRef, type Smap } from '@ais/core'
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

/** Where the map says that an object is. */
export interface Owner {
  readonly url: string
  /** Version of the map that says so. */
  readonly mapVersion: Smap['version']
}

/**
 * The target that owns an object, by the cluster map; `undefined` where the proxy must be asked.
 * @wire core/meta/hrw.go HrwName2T
 */
export const ownerOf = async (
  connection: Connection,
  object: ObjectRef,
  call: SendOptions,
): Promise<Owner | undefined> => {
  const access = accessOf(connection)
  if (access.isRefused || (access.pausedUntilMs > 0 && performance.now() < access.pausedUntilMs)) return undefined
  try {
    const map = await connection.clusterMap(call)
    if (access.map !== map || access.place === undefined) {
      access.place = placeAmong(map.targets, await loadPlacementDigest())
      access.map = map
    }
    const owner = access.place(objectUname(object))
    return owner === undefined ? undefined : { url: owner.publicUrl, mapVersion: map.version }
  } catch (error) {
    if (!isAisError(error) || error._tag !== 'Api') throw error
    // A user with permissions of a bucket may not see the map.
    access.isRefused = true
    return undefined
  }
}

/**
 * Asks for a newer map after the proxy has found what the target of a map did not have, unless that map is not the newest known. If there
 * is none, the cluster is moving its objects, and the proxy is asked for a while.
 */
export const learnPlacement = (
  connection: Connection,
  call: SendOptions,
  { mapVersion: before }: Owner,
): Promise<void> => {
  const access = accessOf(connection)
  const learn = async (): Promise<void> => {
    try {
      // Others that were sent by the same map may have learned already.
      if ((await connection.clusterMap(call)).version !== before) return
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
