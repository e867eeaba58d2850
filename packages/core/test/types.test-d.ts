import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { ChecksumType, Provider, Route } from '../src/wire/index.js'
import type * as surface from '../src/index.js'
import type {
  AbortedError,
  AdaptiveLimit,
  AdaptiveTask,
  AisError,
  ApiError,
  ApiErrorCode,
  ArrivingBody,
  BucketRef,
  CallOptions,
  ChecksumError,
  ConnectOptions,
  Connection,
  ContentHasher,
  DecodeError,
  Decoder,
  Ending,
  ErrorContext,
  InvalidInputError,
  JobError,
  LocalFileError,
  NotReplayableError,
  NotSupportedError,
  ObjectChangedError,
  ObjectRef,
  Operation,
  OperationBody,
  OperationResponse,
  OutcomeUnknownError,
  Place,
  RedirectError,
  ResponseHeaders,
  ResumableRead,
  Smap,
  TimeoutError,
  TimeoutPhase,
  TransportFault,
  TransportFaultKind,
  UnreachableError,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  AbortedError: new (message: string, context: ErrorContext, cause?: unknown) => AbortedError
  AdaptiveLimit: new (cap: number, nowMs: number) => AdaptiveLimit
  ApiError: new (
    answer: {
      readonly code: ApiErrorCode
      readonly status: number
      readonly tcode: string
      readonly serverMessage: string
      readonly retryAfterMs?: number | undefined
    },
    message: string,
    context: ErrorContext,
  ) => ApiError
  ChecksumError: new (
    checksum: { readonly type: string; readonly expected: string; readonly actual: string },
    message: string,
    context: ErrorContext,
  ) => ChecksumError
  DecodeError: new (path: string, reason: string, context: ErrorContext, cause?: unknown) => DecodeError
  Ending: new () => Ending
  InvalidInputError: new (field: string, reason: string, context: ErrorContext, cause?: unknown) => InvalidInputError
  JobError: new (message: string, context: ErrorContext, cause?: unknown) => JobError
  LocalFileError: new (localPath: string, message: string, context: ErrorContext, cause?: unknown) => LocalFileError
  NotReplayableError: new (message: string, context: ErrorContext, cause?: unknown) => NotReplayableError
  NotSupportedError: new (message: string, context: ErrorContext, cause?: unknown) => NotSupportedError
  ObjectChangedError: new (message: string, context: ErrorContext, cause?: unknown) => ObjectChangedError
  OutcomeUnknownError: new (message: string, context: ErrorContext, cause?: unknown) => OutcomeUnknownError
  RedirectError: new (message: string, context: ErrorContext, cause?: unknown) => RedirectError
  TimeoutError: new (
    phase: TimeoutPhase,
    timeoutMs: number,
    message: string,
    context: ErrorContext,
    cause?: unknown,
  ) => TimeoutError
  TransportFault: new (kind: TransportFaultKind, message: string, sent: boolean, cause?: unknown) => TransportFault
  UnreachableError: new (message: string, context: ErrorContext, cause?: unknown) => UnreachableError
  actionBody: (action: string, message?: { readonly name?: string; readonly value?: unknown }) => OperationBody
  at: <Params extends string>(
    operation: string,
    route: Route<Params>,
    params: Readonly<Record<Params, string>>,
  ) => Place
  atBucket: (operation: string, route: Route, bucket: BucketRef, more?: Readonly<Record<string, string>>) => Place
  atObject: (operation: string, route: Route, object: ObjectRef) => Place
  bucketQuery: (bucket: BucketRef) => { readonly provider: Provider; readonly namespace?: string }
  bucketUname: (bucket: BucketRef) => string
  bucketUri: (bucket: BucketRef) => string
  callName: (input: Pick<ErrorContext, 'operation' | 'subject'>) => string
  checkBucket: (operation: string, bucket: BucketRef) => InvalidInputError | undefined
  checkBucketName: (operation: string, name: string, field?: string) => InvalidInputError | undefined
  checkHeaderValue: (operation: string, field: string, value: string | undefined) => InvalidInputError | undefined
  checkInteger: (
    operation: string,
    field: string,
    value: number | undefined,
    bounds: { readonly min: number; readonly max?: number },
  ) => InvalidInputError | undefined
  checkObjectName: (operation: string, name: string, field?: string) => InvalidInputError | undefined
  checkRemoteBucket: (operation: string, bucket: BucketRef) => InvalidInputError | undefined
  checksumOf: (type: ChecksumType, bytes: Uint8Array) => Promise<string>
  collectAnswer: (body: ArrivingBody, context: ErrorContext, maxBytes?: number) => Promise<string>
  collectBytes: (body: ArrivingBody) => Promise<Uint8Array>
  collectText: (body: ArrivingBody) => Promise<string>
  concatBytes: (pieces: readonly Uint8Array[]) => Uint8Array
  connect: (options?: ConnectOptions) => Connection
  createHasher: (type: ChecksumType) => Promise<ContentHasher>
  decodeWith: <A>(decoder: Decoder<A>, input: unknown, context: ErrorContext) => A
  firstProblem: (...problems: readonly (InvalidInputError | undefined)[]) => InvalidInputError | undefined
  getSmap: () => Operation<Smap>
  invalidInput: (operation: string, field: string, reason: string, subject?: string) => InvalidInputError
  forEachAdaptively: <Item>(items: Iterable<Item>, cap: number, task: AdaptiveTask<Item>) => Promise<void>
  isAisError: (value: unknown) => value is AisError
  isOverload: (error: unknown) => boolean
  isRemoteBucket: (input: BucketRef) => boolean
  maxAnswerBytes: number
  objectUname: (object: ObjectRef) => string
  parseJson: (text: string, context: ErrorContext, exactIntegers?: boolean) => unknown
  pausePolling: (operation: string, delayMs: number, call: CallOptions, startedMs: number) => Promise<void>
  pollDelaysMs: (maxMs?: number) => Generator<number, never>
  readBytes: (response: OperationResponse) => Promise<Uint8Array>
  readHeaders: <A>(
    decode: (headers: ResponseHeaders, response: OperationResponse) => A,
  ) => (response: OperationResponse) => A
  readJson: <A>(
    operation: string,
    decoder: Decoder<A>,
    options?: { readonly exactIntegers?: boolean },
  ) => (response: OperationResponse) => Promise<A>
  readNothing: (response: OperationResponse) => void
  readOpen: (response: OperationResponse) => OperationResponse
  readResuming: (read: ResumableRead) => AsyncGenerator<Uint8Array>
  readText: (response: OperationResponse) => Promise<string>
  readTokenFile: (path: string) => Promise<string>
  secretsInSettings: (settings: unknown, isSecret?: boolean) => readonly string[]
  secretsInUrl: (url: string) => readonly string[]
  remainingCall: (operation: string, call: CallOptions, startedMs: number) => CallOptions
  turn: () => Promise<void>
  untilAborted: <A>(
    work: () => Promise<A>,
    signal: AbortSignal | undefined,
    context: ErrorContext,
    onLeft?: (work: Promise<A>) => void,
  ) => Promise<A>
}>()

expectTypeOf<Signatures<Ending>>().toEqualTypeOf<{
  end: () => void
  readonly isOver: boolean
  off: (listener: () => void) => void
  on: (listener: () => void) => void
  readonly signal: AbortSignal
}>()

/** What all errors have: what `Error` has, what is known of the call, and the brand. */
type Shared = Exclude<keyof AbortedError, '_tag' | 'name'>
expectTypeOf<Exclude<Shared, keyof Error | symbol>>().toEqualTypeOf<'context'>()
expectTypeOf<AbortedError['context']>().toEqualTypeOf<ErrorContext>()

expectTypeOf<Omit<Signatures<AbortedError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'Aborted'
  readonly name: 'AbortedError'
}>()

expectTypeOf<Omit<Signatures<ApiError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'Api'
  readonly code: ApiErrorCode
  readonly name: 'ApiError'
  readonly retryAfterMs: number | undefined
  readonly serverMessage: string
  readonly status: number
  readonly tcode: string
}>()

expectTypeOf<Omit<Signatures<ChecksumError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'Checksum'
  readonly actual: string
  readonly checksumType: string
  readonly expected: string
  readonly name: 'ChecksumError'
}>()

expectTypeOf<Omit<Signatures<DecodeError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'Decode'
  readonly name: 'DecodeError'
  readonly path: string
}>()

expectTypeOf<Omit<Signatures<InvalidInputError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'InvalidInput'
  readonly field: string
  readonly name: 'InvalidInputError'
}>()

expectTypeOf<Omit<Signatures<JobError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'Job'
  readonly name: 'JobError'
}>()

expectTypeOf<Omit<Signatures<LocalFileError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'LocalFile'
  readonly code: string | undefined
  readonly localPath: string
  readonly name: 'LocalFileError'
}>()

expectTypeOf<Omit<Signatures<NotReplayableError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'NotReplayable'
  readonly name: 'NotReplayableError'
}>()

expectTypeOf<Omit<Signatures<NotSupportedError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'NotSupported'
  readonly name: 'NotSupportedError'
}>()

expectTypeOf<Omit<Signatures<ObjectChangedError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'ObjectChanged'
  readonly name: 'ObjectChangedError'
}>()

expectTypeOf<Omit<Signatures<OutcomeUnknownError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'OutcomeUnknown'
  readonly name: 'OutcomeUnknownError'
}>()

expectTypeOf<Omit<Signatures<RedirectError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'Redirect'
  readonly name: 'RedirectError'
}>()

expectTypeOf<Omit<Signatures<TimeoutError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'Timeout'
  readonly name: 'TimeoutError'
  readonly phase: TimeoutPhase
  readonly timeoutMs: number
}>()

expectTypeOf<Omit<Signatures<TransportFault>, Exclude<keyof Error, 'name'>>>().toEqualTypeOf<{
  readonly kind: TransportFaultKind
  readonly name: 'TransportFault'
  readonly sent: boolean
}>()

expectTypeOf<Omit<Signatures<UnreachableError>, Shared>>().toEqualTypeOf<{
  readonly _tag: 'Unreachable'
  readonly name: 'UnreachableError'
}>()

declare const error: AisError
if (error._tag === 'Api') expectTypeOf(error.code).toEqualTypeOf<ApiErrorCode>()
if (error._tag === 'Timeout') expectTypeOf(error.phase).toEqualTypeOf<TimeoutPhase>()
expectTypeOf<{ readonly timeouts: { readonly connect: number } }>().not.toExtend<ConnectOptions>()
