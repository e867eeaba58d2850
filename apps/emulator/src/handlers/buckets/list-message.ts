import { ApiFailure } from '../../api-failure.js'
import { bytesBeforeValue, goJsonError } from '../../rules/go-json-error.js'
import { nodeName } from '../../topology/node.js'
import type { EmulatorRequest, HandlerContext } from '../../server/handler.js'

/** Bits of the `flags` of a list request. @wire api/apc/lsmsg.go */
export const listFlag = {
  cached: 1n,
  archDir: 8n,
  nameOnly: 16n,
  nameSize: 32n,
  notCached: 512n,
  onlyRemoteProps: 1024n,
  noRecursion: 2048n,
  diff: 4096n,
  inventory: 32768n,
} as const

/** A list request, checked. */
export interface ListMessage {
  readonly prefix: string
  readonly pageSize: number
  readonly uuid: string
  readonly props: ReadonlySet<string>
  /** The properties as asked for, `''` for the defaults. */
  readonly givenProps: string
  readonly token: string
  readonly startAfter: string
  readonly flags: bigint
  readonly target: string
  readonly timeFormat: string
}

/** Most entries of a page of an AIS bucket. */
export const maxPageSize = 10_000

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

type ListValue = Readonly<Record<string, unknown>>

/** An error of a field's value; the real server decodes the message anew, with its keys in order. */
const unmarshalError = (
  context: HandlerContext,
  value: ListValue,
  key: string,
  problem: string,
  bytesIn = 1,
): ApiFailure => {
  const sorted = JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))))
  const reason = goJsonError(`apc.LsoMsg.${problem}`, sorted, (bytesBeforeValue(sorted, key) ?? 0) + bytesIn)
  return new ApiFailure(
    400,
    `${nodeName(context.node)}: failed to unmarshal list (map[string]interface {}), err: ${reason}`,
  )
}

const readFlags = (context: HandlerContext, value: ListValue): bigint => {
  const flags = value['flags'] ?? '0'
  if (typeof flags !== 'string') {
    const problem = `Flags: stringModeNumberDecoder: expect ", but found ${String(flags).charAt(0)}`
    throw unmarshalError(context, value, 'flags', problem)
  }
  if (/^\d+$/.test(flags)) return BigInt(flags)
  // A number in a string: the decoder has passed the quote.
  throw unmarshalError(context, value, 'flags', 'Flags: readUint64: unexpected character: \ufffd', 2)
}

const readPageSize = (context: HandlerContext, value: ListValue): number => {
  const size = value['pagesize'] ?? 0
  if (typeof size !== 'number' || !Number.isInteger(size))
    throw unmarshalError(context, value, 'pagesize', 'PageSize: readUint64: unexpected character: \ufffd')
  // A real 5.0 target dies of it.
  if (size < 0) throw new ApiFailure(400, `invalid page size ${size}`)
  return size === 0 ? maxPageSize : Math.min(size, maxPageSize)
}

const propsOf = (flags: bigint, asked: string): ReadonlySet<string> => {
  if ((flags & listFlag.nameOnly) !== 0n) return new Set(['name'])
  if (asked !== '') return new Set(asked.split(',').map((name) => name.trim()))
  const isShort = (flags & listFlag.nameSize) !== 0n || (flags & listFlag.cached) === 0n
  return new Set(isShort ? ['name', 'size'] : ['name', 'size', 'checksum', 'atime'])
}

/** Reads the `value` of a list request. @throws ApiFailure 400 */
export const readListMessage = (request: EmulatorRequest, context: HandlerContext): ListMessage => {
  const value = (request.message?.['value'] ?? {}) as Readonly<Record<string, unknown>>
  const flags = readFlags(context, value)
  const prefix = text(value['prefix']).replace(/\*$/, '')
  if (prefix.split('/').includes('..'))
    throw new ApiFailure(400, `bad list-objects request: invalid prefix "${prefix}"`, 'errInvalidPath')
  return {
    prefix,
    pageSize: readPageSize(context, value),
    uuid: text(value['uuid']),
    props: propsOf(flags, text(value['props'])),
    givenProps: text(value['props']),
    token: text(value['continuation_token']),
    startAfter: text(value['start_after']),
    flags,
    target: text(value['target']),
    timeFormat: text(value['time_format']),
  }
}
