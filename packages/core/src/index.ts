export { type AISSource } from './ais-source.js'
export { actionBody, at, atBucket, atObject, type Place } from './at.js'
export {
  bucketQuery,
  bucketUname,
  bucketUri,
  objectUname,
  type BucketHandle,
  type BucketRef,
  type ObjectRef,
} from './bucket-ref.js'
export { checkHeaderValue } from './checks/check-header-value.js'
export { checkInteger } from './checks/check-integer.js'
export { checkBucket, checkBucketName, checkObjectName } from './checks/check-names.js'
export { firstProblem, invalidInput } from './checks/invalid-input.js'
export { checkRemoteBucket, isRemoteBucket } from './checks/check-remote-bucket.js'
export { secretsInSettings, secretsInUrl } from './secrets/secrets-in.js'
export { checksumOf, createHasher, type ContentHasher } from './checksum/content-hasher.js'
export { connect } from './connect.js'
export type { CallOptions, SendOptions } from './call-options.js'
export type { Connection } from './connection.js'
export type { DiagnosticsChannels, DiagnosticsEvent } from './diagnostics/channels.js'
export { AbortedError } from './errors/aborted-error.js'
export { isAisError, type AisError } from './errors/ais-error.js'
export type { ErrorContext } from './errors/ais-error-base.js'
export { ApiError } from './errors/api-error.js'
export type { ApiErrorCode } from './errors/api-error-code.js'
export { callName } from './errors/call-name.js'
export { ChecksumError } from './errors/checksum-error.js'
export { DecodeError } from './errors/decode-error.js'
export { InvalidInputError } from './errors/invalid-input-error.js'
export { JobError } from './errors/job-error.js'
export { LocalFileError } from './errors/local-file-error.js'
export { NotReplayableError } from './errors/not-replayable-error.js'
export { NotSupportedError } from './errors/not-supported-error.js'
export { ObjectChangedError } from './errors/object-changed-error.js'
export { OutcomeUnknownError } from './errors/outcome-unknown-error.js'
export { RedirectError } from './errors/redirect-error.js'
export { TimeoutError, type TimeoutPhase } from './errors/timeout-error.js'
export { UnreachableError } from './errors/unreachable-error.js'
export {
  AdaptiveLimit,
  forEachAdaptively,
  isOverload,
  type AdaptiveTask,
  type EndedTask,
} from './flows/adaptive-limit.js'
export { pausePolling, pollDelaysMs, remainingCall } from './flows/polling.js'
export { turn } from './flows/turn.js'
export { untilAborted } from './flows/until-aborted.js'
export type { ExchangeInfo, Middleware } from './middleware/middleware.js'
export type {
  ErrorMeaning,
  Operation,
  OperationBody,
  OperationResponse,
  Query,
  QueryValue,
  RequestHeaders,
  RetryOccasion,
} from './operation.js'
export { getSmap } from './operations/get-smap.js'
export type {
  ColdGetOptions,
  ConnectOptions,
  EndpointMap,
  RetryOptions,
  TimeoutOptions,
  TlsOptions,
  TokenSource,
  TransportFactory,
} from './options.js'
export { collectAnswer, collectBytes, collectText, concatBytes, maxAnswerBytes } from './read/collect.js'
export { readBytes, readHeaders, readNothing, readOpen, readText } from './read/read-answers.js'
export { readResuming, type ResumableRead } from './read/resume.js'
export { decodeWith, parseJson, readJson, type Decoder } from './read/read-json.js'
export { readTokenFile } from './settings/token.js'
export type { Smap, SmapNode } from './smap.js'
export { Ending } from './transport/ending.js'
export type { ResponseHeaders } from './transport/response-headers.js'
export {
  TransportFault,
  type ArrivingBody,
  type ExchangeTimeouts,
  type Transport,
  type TransportFaultKind,
  type TransportLack,
  type TransportRequest,
  type TransportResponse,
} from './transport/transport.js'
