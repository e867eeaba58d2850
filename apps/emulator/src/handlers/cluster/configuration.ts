import {
  resetConfigRoute,
  resetNodeConfigRoute,
  resetStatsRoute,
  rotateLogsRoute,
  setConfigByNameRoute,
  setConfigRoute,
  setNodeConfigRoute,
} from '@ais/cluster/wire'
import { ApiFailure } from '../../api-failure.js'
import { treeOf, type Settings } from '../../nodes/configuration.js'
import { isTrue } from '../../rules/booleans.js'
import type { EmulatorRequest, Handler, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { forNode } from './reverse.js'

const isTransient = (request: EmulatorRequest): boolean => isTrue(request.query.get('transient'))

/** Settings that a query names. */
const named = (request: EmulatorRequest): readonly (readonly [string, string])[] =>
  [...request.query].filter(([name]) => name !== 'transient')

const setByName: Handler = async (request, { cluster }) => {
  const { configuration } = cluster.nodes
  await configuration.change(treeOf(configuration.cluster, named(request)), isTransient(request))
  return { status: 200 }
}

const setByMessage: Handler = async (request, { cluster, node }) => {
  const value = request.message?.['value']
  if (typeof value !== 'object' || value === null)
    throw new ApiFailure(400, `${nodeName(node)}: failed to unmarshal set-config (${typeof value}), err: not an object`)
  try {
    await cluster.nodes.configuration.change(value as Settings, isTransient(request))
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    // A message is decoded as a whole: its decoder's errors have no code.
    const at = `${nodeName(node)}: failed to unmarshal set-config (map[string]interface {}), err: `
    throw new ApiFailure(error.status, `${at}${error.message}`)
  }
  return { status: 200 }
}

const setOfNode: Handler = (request, { cluster, node }) => {
  const { configuration } = cluster.nodes
  configuration.changeNode(node.id, treeOf(configuration.ofNode(node.id), named(request)))
  return { status: 200 }
}

const rotate: Handler = (_request, { cluster }) => {
  for (const { log } of cluster.nodes.all()) log.rotate()
  return { status: 200 }
}

const resetStats: Handler = (request, { cluster }) => {
  for (const { telemetry } of cluster.nodes.all()) telemetry.reset(request.message?.['value'] === true)
  return { status: 200 }
}

/** Configuration of the cluster and of nodes, and what is done to all nodes at once. */
export const configurationHandlers: readonly HandlerEntry[] = [
  { route: setConfigByNameRoute, node: 'proxy', handle: setByName },
  { route: setConfigRoute, node: 'proxy', handle: setByMessage },
  {
    route: resetConfigRoute,
    node: 'proxy',
    handle: (_request, { cluster }) => {
      cluster.nodes.configuration.reset()
      return { status: 200 }
    },
  },
  { route: setNodeConfigRoute, node: 'proxy', handle: forNode(setOfNode) },
  {
    route: resetNodeConfigRoute,
    node: 'proxy',
    handle: forNode((_request, { cluster, node }) => {
      cluster.nodes.configuration.reset(node.id)
      return { status: 200 }
    }),
  },
  { route: rotateLogsRoute, node: 'proxy', handle: rotate },
  { route: resetStatsRoute, node: 'proxy', handle: resetStats },
  // Nothing is cached that could be forgotten.
  { route: { ...rotateLogsRoute, action: 'clear-lcache' }, node: 'proxy', handle: () => ({ status: 200 }) },
]
