import { actionBody, invalidInput, readJson, readNothing, type Operation } from '@ais/core'
import { reverseDaemonRoute, type Route } from '@ais/core/wire'
import { atNode } from '../at-node.js'
import { Mountpaths } from '../wire/mountpaths.js'
import {
  attachMountpathRoute,
  detachMountpathRoute,
  disableMountpathRoute,
  enableMountpathRoute,
} from '../wire/routes.js'

/** Options of taking a mountpath out. */
export interface MountpathOptions {
  /** Leave objects where they are instead of moving them to the target's other mountpaths. @defaultValue false */
  readonly dontResilver?: boolean
}

/**
 * Lists the mountpaths of a target.
 * @throws ApiError NodeNotFound
 * @wire GET /v1/reverse/daemon?what=mountpaths: api/daemon.go GetMountpaths
 */
export const getMountpaths = (nodeId: string): Operation<Mountpaths> => {
  const name = 'cluster.getMountpaths'
  return {
    ...atNode(name, reverseDaemonRoute, nodeId),
    query: { what: 'mountpaths' },
    idempotent: true,
    read: readJson(name, Mountpaths),
  }
}

const change = (
  name: string,
  route: Route<never>,
  nodeId: string,
  path: string,
  { dontResilver }: MountpathOptions = {},
): Operation<void> => {
  const place = atNode(name, route, nodeId)
  const problem =
    place.problem ?? (path.startsWith('/') ? undefined : invalidInput(name, 'path', 'must be an absolute path'))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { dntres: dontResilver === true ? true : undefined },
    body: actionBody(route.action ?? '', { value: path }),
    idempotent: true,
    read: readNothing,
  }
}

/**
 * Adds a mountpath to a target.
 * @throws ApiError NodeNotFound, BadRequest (there already, or no directory)
 * @wire PUT /v1/reverse/daemon/mountpaths attach-mp: api/daemon.go AttachMountpath
 */
export const attachMountpath = (nodeId: string, path: string): Operation<void> =>
  change('cluster.attachMountpath', attachMountpathRoute, nodeId, path)

/**
 * Removes a mountpath from a target; its objects move first.
 * @throws ApiError NodeNotFound, NotFound (no such mountpath)
 * @wire DELETE /v1/reverse/daemon/mountpaths detach-mp: api/daemon.go DetachMountpath
 */
export const detachMountpath = (nodeId: string, path: string, options: MountpathOptions = {}): Operation<void> =>
  change('cluster.detachMountpath', detachMountpathRoute, nodeId, path, options)

/**
 * Takes a disabled mountpath into use again.
 * @throws ApiError NodeNotFound, NotFound (no such mountpath)
 * @wire POST /v1/reverse/daemon/mountpaths enable-mp: api/daemon.go EnableMountpath
 */
export const enableMountpath = (nodeId: string, path: string): Operation<void> =>
  change('cluster.enableMountpath', enableMountpathRoute, nodeId, path)

/**
 * Stops using a mountpath of a target; its objects move first.
 * @throws ApiError NodeNotFound, NotFound (no such mountpath)
 * @wire POST /v1/reverse/daemon/mountpaths disable-mp: api/daemon.go DisableMountpath
 */
export const disableMountpath = (nodeId: string, path: string, options: MountpathOptions = {}): Operation<void> =>
  change('cluster.disableMountpath', disableMountpathRoute, nodeId, path, options)
