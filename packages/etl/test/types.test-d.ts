import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { BucketRef, CallOptions, Connection, Operation } from '@ais/core'
import type { ObjectSelection } from '@ais/multiobj'
import type { EtlConfig } from '@ais/objects'
import type * as surface from '../src/index.js'
import type {
  Etl,
  EtlDetails,
  EtlHealth,
  EtlInfo,
  EtlLogs,
  EtlMetrics,
  InitClassOptions,
  InitEtlLimits,
  InitEtlOptions,
  ListEtlsOptions,
  TransformBucketOptions,
  TransformOptions,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  Etl: new (client: Connection, name: string, pipeline?: readonly string[]) => Etl
  deleteEtl: (etlName: string) => Operation<void>
  getEtlHealth: (etlName: string) => Operation<readonly EtlHealth[]>
  getEtlLogs: (etlName: string, targetId?: string) => Operation<readonly EtlLogs[]>
  getEtlMetrics: (etlName: string) => Operation<readonly EtlMetrics[]>
  initEtl: (etlName: string, options: InitEtlOptions) => Operation<string>
  initEtlSpec: (etlName: string, spec: string, options?: InitEtlLimits) => Operation<string>
  listAllEtls: () => Operation<readonly EtlInfo[]>
  listEtls: (connection: Connection, options?: ListEtlsOptions & CallOptions) => Promise<readonly EtlInfo[]>
  startEtl: (etlName: string) => Operation<string>
  stopEtl: (etlName: string) => Operation<void>
  transformBucket: (
    bucket: BucketRef,
    etlName: string,
    to: BucketRef,
    options?: TransformBucketOptions,
  ) => Operation<string>
  transformObjects: (
    bucket: BucketRef,
    selection: ObjectSelection,
    to: BucketRef,
    etlName: string,
    options?: TransformOptions,
  ) => Operation<string>
  viewEtl: (etlName: string, jobId?: string) => Operation<EtlDetails>
}>()

expectTypeOf<Signatures<Etl>>().toEqualTypeOf<{
  readonly client: Connection
  config: (args?: unknown) => EtlConfig
  delete: (call?: CallOptions) => Promise<void>
  health: (call?: CallOptions) => Promise<readonly EtlHealth[]>
  init: (options: InitEtlOptions & CallOptions) => Promise<string>
  initClass: (options: InitClassOptions & CallOptions) => Promise<string>
  initSpec: (spec: string, options?: InitEtlLimits & CallOptions) => Promise<string>
  logs: (options?: { readonly targetId?: string } & CallOptions) => Promise<readonly EtlLogs[]>
  metrics: (call?: CallOptions) => Promise<readonly EtlMetrics[]>
  readonly name: string
  pipe: (other: Etl) => Etl
  readonly pipeline: readonly string[]
  start: (call?: CallOptions) => Promise<string>
  stop: (call?: CallOptions) => Promise<void>
  view: (options?: { readonly jobId?: string } & CallOptions) => Promise<EtlDetails>
}>()

declare const etl: Etl
// @ts-expect-error -- nothing to run
void etl.init({})
