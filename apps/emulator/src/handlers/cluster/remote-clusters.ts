import { route } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { EmulatorRequest, Handler, HandlerEntry } from '../../server/handler.js'

const text = (request: EmulatorRequest, name: string): string => String(request.headers[name] ?? '')

const checkWhat = (request: EmulatorRequest): void => {
  const what = request.query.get('what') ?? ''
  if (what !== 'remote') throw new ApiFailure(400, `invalid "what" query value "${what}"`)
}

/** @wire GET /v1/cluster?what=remote */
export const listRemoteClusters: Handler = async (_request, { cluster, node }) => ({
  status: 200,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  // Go tells a list that never was from an empty one; targets make theirs at once.
  body: `${await cluster.backends.clusters.listJson(node.kind === 'target')}\n`,
})

const attach: Handler = async (request, { cluster }) => {
  checkWhat(request)
  await cluster.backends.clusters.attach(text(request, 'ais-remote-ais-alias'), text(request, 'ais-remote-ais-url'))
  return { status: 200 }
}

const detach: Handler = async (request, { cluster }) => {
  checkWhat(request)
  await cluster.backends.clusters.detach(text(request, 'ais-remote-ais-alias'))
  return { status: 200 }
}

/** Remote AIS clusters are attached and detached by alias. @wire ais/prxclu.go attachDetachRemAis */
export const remoteClusterHandlers: readonly HandlerEntry[] = [
  { route: route('PUT', '/v1/cluster/attach'), node: 'proxy', handle: attach },
  { route: route('PUT', '/v1/cluster/detach'), node: 'proxy', handle: detach },
]
