import * as t from 'io-ts'
import { SafeInteger } from '@ais/core/wire'

/** Another AIS cluster that is attached to this one. */
export interface RemoteCluster {
  readonly uuid: string
  readonly alias: string
  readonly url: string
  /** Whether it answers. */
  readonly isOnline: boolean
}

const Wire = t.type({
  a: t.union([t.array(t.type({ uuid: t.string, alias: t.string, url: t.string, smap: t.unknown })), t.null]),
  ver: SafeInteger,
})

const toCluster = ({
  uuid,
  alias,
  url,
  smap,
}: {
  uuid: string
  alias: string
  url: string
  smap: unknown
}): RemoteCluster => ({
  uuid,
  alias,
  // One that was never reached is told with the list of URLs it was attached with.
  url: url.replace(/^\[(.*)\]$/, '$1'),
  isOnline: smap !== null && smap !== undefined,
})

/** @wire `what=remote`: core/meta/remais.go RemAisVec */
export const RemoteClusters: t.Type<readonly RemoteCluster[], unknown, unknown> = new t.Type(
  'RemoteClusters',
  (input): input is readonly RemoteCluster[] => Array.isArray(input),
  (input, context) => {
    const decoded = Wire.validate(input, context)
    return decoded._tag === 'Left' ? decoded : t.success((decoded.right.a ?? []).map(toCluster))
  },
  (clusters) => ({ a: clusters, ver: 0 }),
)
