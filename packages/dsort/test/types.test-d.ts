import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { BucketRef, CallOptions, Connection, InvalidInputError, Operation } from '@ais/core'
import type { WaitOptions, WaitResult } from '@ais/jobs'
import type * as surface from '../src/index.js'
import type {
  ContentKeyType,
  Dsort,
  DsortAlgorithm,
  DsortAlgorithmKind,
  DsortAlgorithmOptions,
  DsortFramework,
  DsortFrameworkOptions,
  DsortJobInfo,
  DsortShardsGroup,
  DsortShardsGroupOptions,
  DsortSpec,
  ExternalKeyMap,
  ListDsortsOptions,
  ShardNames,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  Dsort: new (client: Connection, dsortId?: string) => Dsort
  DsortAlgorithm: new (options?: DsortAlgorithmOptions) => DsortAlgorithm
  DsortFramework: new (options: DsortFrameworkOptions) => DsortFramework
  DsortShardsGroup: new (options: DsortShardsGroupOptions) => DsortShardsGroup
  ExternalKeyMap: new (namesByShardFormat: Readonly<Record<string, readonly string[]>>) => ExternalKeyMap
  abortDsort: (dsortId: string) => Operation<void>
  getDsortInfo: (dsortId: string) => Operation<Readonly<Record<string, DsortJobInfo>>>
  listDsorts: (options?: ListDsortsOptions) => Operation<readonly DsortJobInfo[]>
  removeDsort: (dsortId: string) => Operation<void>
  startDsort: (spec: DsortSpec) => Operation<string>
  waitForDsort: (connection: Connection, dsortId: string, options?: WaitOptions) => Promise<WaitResult>
}>()

expectTypeOf<Signatures<Dsort>>().toEqualTypeOf<{
  abort: (call?: CallOptions) => Promise<void>
  readonly client: Connection
  readonly dsortId: string
  getJobInfo: (call?: CallOptions) => Promise<Readonly<Record<string, DsortJobInfo>>>
  remove: (call?: CallOptions) => Promise<void>
  start: (spec: DsortFramework | DsortSpec | string, call?: CallOptions) => Promise<string>
  wait: (options?: WaitOptions) => Promise<WaitResult>
}>()

expectTypeOf<Signatures<DsortAlgorithm>>().toEqualTypeOf<{
  check: (operation: string) => InvalidInputError | undefined
  readonly contentKeyType: ContentKeyType | undefined
  readonly decreasing: boolean
  readonly extension: string | undefined
  readonly kind: DsortAlgorithmKind
  readonly seed: string
  toJSON: () => Readonly<Record<string, unknown>>
}>()

expectTypeOf<Signatures<DsortFramework>>().toEqualTypeOf<{
  check: (operation: string) => InvalidInputError | undefined
  readonly keyMap: ExternalKeyMap | undefined
  readonly options: DsortFrameworkOptions
  toSpec: () => DsortSpec
}>()

expectTypeOf<Signatures<DsortShardsGroup>>().toEqualTypeOf<{
  readonly bck: BucketRef
  readonly bucketJson: Readonly<Record<string, unknown>>
  check: (operation: string) => InvalidInputError | undefined
  readonly extension: string
  readonly format: ShardNames | ExternalKeyMap
  readonly names: { readonly objnames: readonly string[] } | { readonly template: string }
  readonly role: 'input' | 'output'
}>()

expectTypeOf<Signatures<ExternalKeyMap>>().toEqualTypeOf<{
  check: (operation: string) => InvalidInputError | undefined
  toJSON: () => Readonly<Record<string, readonly string[]>>
}>()

declare const dsort: Dsort
// @ts-expect-error -- a specification is an object, or the path of a file
void dsort.start(1)
