import { at } from '../at.js'
import type { Operation } from '../operation.js'
import { readJson } from '../read/read-json.js'
import type { Smap } from '../smap.js'
import { getDaemonRoute } from '../wire/routes.js'
import { SmapJson } from '../wire/smap-json.js'

/**
 * Fetches the cluster map.
 * @throws ApiError 401 and 403 where authentication is on and the token may not see the cluster
 * @wire GET /v1/daemon?what=smap: api/cluster.go GetClusterMap
 */
export const getSmap = (): Operation<Smap> => ({
  ...at('core.getSmap', getDaemonRoute, {}),
  query: { what: 'smap' },
  idempotent: true,
  read: readJson('core.getSmap', SmapJson),
})
