import type { CallOptions } from '@ais/core'
import { Cluster as PlainCluster } from '@ais/cluster'
import { listEtls, type EtlInfo, type ListEtlsOptions } from '@ais/etl'

/** A cluster, with what other packages know of it. */
export class Cluster extends PlainCluster {
  /** Lists the ETLs that are in certain stages. See {@link listEtls}. */
  listEtls(options: ListEtlsOptions & CallOptions = {}): Promise<readonly EtlInfo[]> {
    return listEtls(this.client, options)
  }

  /** Lists the ETLs that run. */
  listRunningEtls(call: CallOptions = {}): Promise<readonly EtlInfo[]> {
    return this.listEtls({ ...call, stages: ['Running'] })
  }
}
