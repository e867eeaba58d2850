import {
  at,
  checkHeaderValue,
  firstProblem,
  invalidInput,
  readJson,
  readNothing,
  secretsInUrl,
  type Operation,
} from '@ais/core'
import { getClusterRoute } from '@ais/core/wire'
import { RemoteClusters, type RemoteCluster } from '../wire/remote-clusters.js'
import { attachRemoteRoute, detachRemoteRoute } from '../wire/routes.js'

/**
 * Lists the AIS clusters that are attached to this one.
 * @wire GET /v1/cluster?what=remote: api/cluster.go GetRemoteAIS
 */
export const listRemotes = (): Operation<readonly RemoteCluster[]> => ({
  ...at('cluster.listRemotes', getClusterRoute, {}),
  query: { what: 'remote' },
  idempotent: true,
  read: readJson('cluster.listRemotes', RemoteClusters),
})

const checkAlias = (operation: string, alias: string) =>
  /^[A-Za-z0-9_-]{1,32}$/.test(alias)
    ? undefined
    : invalidInput(operation, 'alias', "must have 1 to 32 letters, digits, '_' and '-'")

const checkUrl = (operation: string, url: string) =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? checkHeaderValue(operation, 'url', url)
    : invalidInput(operation, 'url', 'must be an http or https URL')

/**
 * Attaches another AIS cluster: its buckets are then reached under `ais://@alias/…`. One that does not answer is attached all the same.
 * @wire PUT /v1/cluster/attach?what=remote: api/cluster.go AttachRemoteAIS
 */
export const attachRemote = (alias: string, url: string): Operation<void> => {
  const name = 'cluster.attachRemote'
  const problem = firstProblem(checkAlias(name, alias), checkUrl(name, url))
  return {
    ...at(name, attachRemoteRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    query: { what: 'remote' },
    headers: { 'ais-remote-ais-alias': alias, 'ais-remote-ais-url': url },
    secrets: () => secretsInUrl(url),
    idempotent: true,
    read: readNothing,
  }
}

/**
 * Detaches another AIS cluster.
 * @throws ApiError BadRequest when none is attached
 * @wire PUT /v1/cluster/detach?what=remote: api/cluster.go DetachRemoteAIS
 */
export const detachRemote = (alias: string): Operation<void> => {
  const name = 'cluster.detachRemote'
  const problem = checkAlias(name, alias)
  return {
    ...at(name, detachRemoteRoute, {}),
    ...(problem === undefined ? {} : { problem }),
    query: { what: 'remote' },
    headers: { 'ais-remote-ais-alias': alias },
    idempotent: true,
    read: readNothing,
  }
}
