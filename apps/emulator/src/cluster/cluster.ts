import type { Backends } from '../backends/backends.js'
import type { ClusterAuth } from '../authn/access/cluster-auth.js'
import type { BucketRegistry } from '../buckets/bucket-registry.js'
import type { DsortRegistry } from '../dsort/dsort-registry.js'
import type { EtlRegistry } from '../etl/etl-registry.js'
import type { FaultRegistry } from '../faults/faults.js'
import type { InventoryRegistry } from '../inventories/inventory-registry.js'
import type { DownloadRegistry } from '../downloads/download-registry.js'
import type { JobRegistry } from '../jobs/job-registry.js'
import type { NodeStates } from '../nodes/node-states.js'
import type { Store } from '../store/store.js'
import type { Topology } from '../topology/topology.js'
import type { UploadRegistry } from '../uploads/upload-registry.js'

/** State that all nodes of an emulated cluster share. */
export interface Cluster {
  readonly store: Store
  readonly buckets: BucketRegistry
  readonly jobs: JobRegistry
  readonly uploads: UploadRegistry
  readonly inventories: InventoryRegistry
  readonly dsorts: DsortRegistry
  readonly etls: EtlRegistry
  readonly downloads: DownloadRegistry
  readonly backends: Backends
  /** What befalls requests. */
  readonly faults: FaultRegistry
  readonly topology: Topology
  /** Metrics, logs, mountpaths and configuration. */
  readonly nodes: NodeStates
  /** What it knows of tokens; `undefined` where authentication is off. */
  readonly auth: ClusterAuth | undefined
  /** Where files may be promoted from. */
  readonly promoteDir: string
  /** Unix nanoseconds now. */
  readonly nowNs: () => bigint
}
