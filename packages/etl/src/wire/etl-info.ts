import * as t from 'io-ts'
import { arrayOrNone, Int64, SafeInteger } from '@ais/core/wire'

/** An ETL as lists tell it. */
export interface EtlInfo {
  readonly name: string
  /** `Initializing`, `Running`, `Aborted` or `Unknown`. */
  readonly stage: string
  /** Id of the job that it runs as. */
  readonly jobId: string
  readonly objectCount: bigint
  readonly inBytes: bigint
  readonly outBytes: bigint
}

const WireInfo = t.intersection([
  t.type({ id: t.string }),
  t.partial({ stage: t.string, xaction_id: t.string, obj_count: Int64, in_bytes: Int64, out_bytes: Int64 }),
])

const InfoJson: t.Type<EtlInfo, unknown, unknown> = new t.Type(
  'EtlInfo',
  (input): input is EtlInfo => typeof input === 'object' && input !== null && 'jobId' in input,
  (input, context) => {
    const decoded = WireInfo.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const {
      id,
      stage = 'Unknown',
      xaction_id: jobId = '',
      obj_count = 0n,
      in_bytes = 0n,
      out_bytes = 0n,
    } = decoded.right
    return t.success({ name: id, stage, jobId, objectCount: obj_count, inBytes: in_bytes, outBytes: out_bytes })
  },
  (info) => info,
)

/** @wire GET /v1/etl: ext/etl/api.go Info; null for none */
export const EtlInfos = arrayOrNone('EtlInfos', InfoJson)

/** An object that an ETL failed on. */
export interface EtlObjectError {
  readonly objectName: string
  readonly message: string
  /** HTTP status. */
  readonly code: number
}

/** What an ETL was started with, and what it failed on. */
export interface EtlDetails {
  /** The message that it was started with, in AIStore's words. */
  readonly initMessage: Readonly<Record<string, unknown>>
  readonly objectErrors: readonly EtlObjectError[]
}

const WireDetails = t.intersection([
  t.type({ init_msg: t.record(t.string, t.unknown) }),
  t.partial({
    obj_errors: t.union([t.array(t.type({ obj_name: t.string, msg: t.string, ecode: SafeInteger })), t.null]),
  }),
])

/** @wire GET /v1/etl/{etl}: ext/etl/api.go Details */
export const EtlDetails: t.Type<EtlDetails, unknown, unknown> = new t.Type(
  'EtlDetails',
  (input): input is EtlDetails => typeof input === 'object' && input !== null && 'initMessage' in input,
  (input, context) => {
    const decoded = WireDetails.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const objectErrors = (decoded.right.obj_errors ?? []).map(({ obj_name, msg, ecode }) => ({
      objectName: obj_name,
      message: msg,
      code: ecode,
    }))
    return t.success({ initMessage: decoded.right.init_msg, objectErrors })
  },
  (details) => details,
)

/** What an ETL's container on a target wrote. */
export interface EtlLogs {
  readonly targetId: string
  readonly logs: string
}

const utf8OfBase64 = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))

const WireLogs = t.type({ target_id: t.string, logs: t.string })

const LogsJson: t.Type<EtlLogs, unknown, unknown> = new t.Type(
  'EtlLogs',
  (input): input is EtlLogs => typeof input === 'object' && input !== null && 'targetId' in input,
  (input, context) => {
    const decoded = WireLogs.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    try {
      return t.success({ targetId: decoded.right.target_id, logs: utf8OfBase64(decoded.right.logs) })
    } catch {
      return t.failure(input, context, 'logs are no base64')
    }
  },
  (logs) => logs,
)

/** @wire GET /v1/etl/{etl}/logs: ext/etl/api.go LogsByTarget */
export const EtlLogsByTarget = arrayOrNone('EtlLogsByTarget', LogsJson)

/** @wire GET /v1/etl/{etl}/health: ext/etl/api.go HealthByTarget */
export const EtlHealthByTarget = arrayOrNone(
  'EtlHealthByTarget',
  t.type({ target_id: t.string, health_status: t.string }),
)

/** @wire GET /v1/etl/{etl}/metrics: ext/etl/api.go CPUMemByTarget */
export const EtlMetricsByTarget = arrayOrNone(
  'EtlMetricsByTarget',
  t.type({ target_id: t.string, cpu: t.number, mem: SafeInteger }),
)
