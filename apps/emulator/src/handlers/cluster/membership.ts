import {
  attachMountpathRoute,
  decommissionNodeRoute,
  detachMountpathRoute,
  disableMountpathRoute,
  enableMountpathRoute,
  setPrimaryRoute,
  startMaintenanceRoute,
  stopMaintenanceRoute,
} from '@ais/cluster/wire'
import { ApiFailure } from '../../api-failure.js'
import type { MountpathState } from '../../nodes/node-states.js'
import type { EmulatorReply, EmulatorRequest, Handler, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName, type EmulatedNode } from '../../topology/node.js'
import { forNode } from './reverse.js'

const textHeaders = { 'Content-Type': 'text/plain; charset=utf-8' }

const nodeNotFound = ({ cluster, node }: HandlerContext, what: string, id: string): ApiFailure =>
  new ApiFailure(
    404,
    `${nodeName(node)}: ${what} node ${id} not present in Smap v${cluster.topology.version}`,
    'errNodeNotFound',
  )

/** The node that a message of membership names. @throws ApiFailure 400, 404 */
const namedNode = (request: EmulatorRequest, context: HandlerContext): EmulatedNode => {
  const value = (request.message?.['value'] ?? {}) as { readonly sid?: string; readonly sids?: readonly string[] }
  const id = value.sid === undefined || value.sid === '' ? value.sids?.[0] : value.sid
  if (id === undefined) throw new ApiFailure(400, 'invalid membership-change operation: missing node IDs')
  const found = context.cluster.topology.find(id)
  if (found === undefined) throw nodeNotFound(context, String(request.message?.['action']), id)
  return found
}

/** Objects need a target: the last one stays. @throws ApiFailure 400 */
const checkOthers = (node: EmulatedNode, { cluster, node: proxy }: HandlerContext): void => {
  if (node.kind === 'proxy')
    throw new ApiFailure(400, `${nodeName(proxy)} is primary, cannot perform action "membership change"`)
  if (cluster.topology.placeable.every(({ id }) => id === node.id))
    throw new ApiFailure(
      400,
      `${nodeName(proxy)}: not enough targets: Smap v${cluster.topology.version}, need 2, have ${cluster.topology.targets.length}`,
      'errNotEnoughTargets',
    )
}

/** Objects are where all targets find them, so that a rebalance has nothing to move. */
const rebalanced = async ({ cluster }: HandlerContext, request: EmulatorRequest): Promise<EmulatorReply> => {
  const value = (request.message?.['value'] ?? {}) as { readonly skip_rebalance?: boolean }
  if (value.skip_rebalance === true) return { status: 200 }
  const kind = 'rebalance'
  const bucket = { name: '', provider: '', namespace: { uuid: '', name: '' } }
  const id = `g${cluster.jobs.list(kind).length + 1}`
  const job = await cluster.jobs.startAndSettle({ kind, bucket, message: '' }, ({ step }) => step(), id)
  return { status: 200, headers: textHeaders, body: job.id }
}

const startMaintenance: Handler = (request, context) => {
  const node = namedNode(request, context)
  checkOthers(node, context)
  context.cluster.topology.setMaintenance(node, true)
  return rebalanced(context, request)
}

const stopMaintenance: Handler = (request, context) => {
  const node = namedNode(request, context)
  context.cluster.topology.setMaintenance(node, false)
  return rebalanced(context, request)
}

const decommission: Handler = (request, context) => {
  const node = namedNode(request, context)
  checkOthers(node, context)
  context.cluster.topology.remove(node)
  return rebalanced(context, request)
}

const setPrimary: Handler = (request, context) => {
  const id = request.params['node'] ?? ''
  const found = context.cluster.topology.find(id)
  if (found === undefined) throw nodeNotFound(context, 'cannot set primary', id)
  if (found.kind === 'target') throw new ApiFailure(400, `${nodeName(found)} is not a proxy`)
  return { status: 200 }
}

const changeMountpath = (change: (mountpaths: MountpathState, path: string) => boolean): Handler =>
  forNode((request, { cluster, node }) => {
    const path = String(request.message?.['value'] ?? '')
    const { mountpaths } = cluster.nodes.of(node)
    if (!change(mountpaths, path))
      throw new ApiFailure(404, `mountpath ${JSON.stringify(path)} does not exist or is invalid`, 'ErrMpathNotFound')
    return { status: 200 }
  })

/** Who is in the cluster, and on which disks, as far as clients can see it. */
export const membershipHandlers: readonly HandlerEntry[] = [
  { route: startMaintenanceRoute, node: 'proxy', handle: startMaintenance },
  { route: stopMaintenanceRoute, node: 'proxy', handle: stopMaintenance },
  { route: decommissionNodeRoute, node: 'proxy', handle: decommission },
  { route: setPrimaryRoute, node: 'proxy', handle: setPrimary },
  {
    route: attachMountpathRoute,
    node: 'proxy',
    handle: changeMountpath(({ available }, path) => !available.has(path) && available.add(path).has(path)),
  },
  {
    route: detachMountpathRoute,
    node: 'proxy',
    handle: changeMountpath(({ available, disabled }, path) => available.delete(path) || disabled.delete(path)),
  },
  {
    route: disableMountpathRoute,
    node: 'proxy',
    handle: changeMountpath(({ available, disabled }, path) => available.delete(path) && disabled.add(path).has(path)),
  },
  {
    route: enableMountpathRoute,
    node: 'proxy',
    handle: changeMountpath(
      ({ available, disabled }, path) =>
        (disabled.delete(path) && available.add(path).has(path)) || available.has(path),
    ),
  },
]
