import { route } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { Cluster } from '../../cluster/cluster.js'
import { cloudProviders } from '../../backends/emulated-cloud.js'
import type { Handler, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'

/** How AIStore's messages call providers. */
const displayNames: Readonly<Record<string, string>> = { aws: 'AWS', azure: 'Azure', gcp: 'GCP', oci: 'OCI' }

const isCloud = (name: string): boolean => cloudProviders.some((provider) => provider === name)
const isThere = ({ backends }: Cluster, name: string): boolean => backends.cloudProviders.includes(name)

/** Switches a cloud on or off in all targets: those there are always on. */
const switchBackend =
  (verb: 'enable' | 'disable', action: string): Handler =>
  (request, { cluster }) => {
    const name = request.params['provider'] ?? ''
    if (!isCloud(name)) throw new ApiFailure(400, `can only ${verb} cloud backend (have "${name}")`)
    const [target] = cluster.topology.targets
    if (isThere(cluster, name) || target === undefined) return { status: 200 }
    const why = `backend "${name}" is not configured, cannot ${verb}`
    const message = `node ${nodeName(target)} failed to ${verb} "${name}" backend (phase begin): ${why}`
    throw new ApiFailure(400, message).by(target, `/v1/daemon/${action}/${name}/begin`)
  }

/** Reads credentials anew; emulated clouds have none. */
const reloadCredentials: Handler = (request, { cluster }) => {
  const name = String(request.message?.['name'] ?? '')
  if (name === '' || isThere(cluster, name)) return { status: 200 }
  const shown = displayNames[name] ?? name
  throw new ApiFailure(400, `${shown} backend is missing in the cluster configuration`, 'ErrMissingBackend')
}

/** Access to clouds. @wire ais/prxclu.go enableDisableBackend, ActReloadBackendCreds */
export const backendAccessHandlers: readonly HandlerEntry[] = [
  {
    route: route('PUT', '/v1/cluster/enable-bend/{provider}'),
    node: 'proxy',
    handle: switchBackend('enable', 'enable-bend'),
  },
  {
    route: route('PUT', '/v1/cluster/disable-bend/{provider}'),
    node: 'proxy',
    handle: switchBackend('disable', 'disable-bend'),
  },
  { route: route('PUT', '/v1/cluster', 'reload-creds'), node: 'proxy', handle: reloadCredentials },
]
