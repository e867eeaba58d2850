export { Dsort } from './dsort.js'
export {
  DsortAlgorithm,
  type ContentKeyType,
  type DsortAlgorithmKind,
  type DsortAlgorithmOptions,
} from './dsort-algorithm.js'
export { DsortFramework, type DsortFrameworkOptions } from './dsort-framework.js'
export { DsortShardsGroup, type DsortShardsGroupOptions, type ShardNames } from './dsort-shards-group.js'
export type { DsortSpec } from './dsort-spec.js'
export { ExternalKeyMap } from './external-key-map.js'
export { waitForDsort } from './flows/wait-for-dsort.js'
export { abortDsort, getDsortInfo, listDsorts, removeDsort, type ListDsortsOptions } from './operations/query-dsort.js'
export { startDsort } from './operations/start-dsort.js'
export type { DsortJobInfo, DsortPhase } from './wire/dsort-info.js'
