import * as t from 'io-ts'

/** A cluster that AuthN issues tokens for. */
export interface ClusterInfo {
  /** The cluster's UUID. */
  readonly id: string
  /** `''` when it has none. */
  readonly alias: string
  /** URLs of its proxies; AuthN tells the first that answers of revoked tokens. */
  readonly urls: readonly string[]
}

const Wire = t.intersection([t.type({ id: t.string }), t.partial({ alias: t.string, urls: t.array(t.string) })])

/** @wire cluster: api/authn/entity.go CluACL; what is empty is left out */
export const ClusterInfo: t.Type<ClusterInfo, unknown, unknown> = new t.Type(
  'ClusterInfo',
  (input): input is ClusterInfo => Wire.is(input) && 'alias' in input && 'urls' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { id, alias = '', urls = [] } = decoded.right
    return t.success({ id, alias, urls })
  },
  ({ id, alias, urls }) => ({
    id,
    ...(alias === '' ? {} : { alias }),
    ...(urls.length === 0 ? {} : { urls }),
  }),
)

/** The registered clusters. */
export interface ClusterList {
  /** By their id. */
  readonly clusters: Readonly<Record<string, ClusterInfo>>
}

const WireList = t.partial({ clusters: t.record(t.string, ClusterInfo) })

/** @wire clusters: api/authn/entity.go RegisteredClusters; `{}` when there is none */
export const ClusterList: t.Type<ClusterList, unknown, unknown> = new t.Type(
  'ClusterList',
  (input): input is ClusterList => WireList.is(input) && 'clusters' in input,
  (input, context) => {
    const decoded = WireList.validate(input, context)
    return decoded._tag === 'Left' ? decoded : t.success({ clusters: decoded.right.clusters ?? {} })
  },
  ({ clusters }) => (Object.keys(clusters).length === 0 ? {} : WireList.encode({ clusters })),
)
