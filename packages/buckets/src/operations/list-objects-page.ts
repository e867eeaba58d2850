import {
  actionBody,
  atBucket,
  checkHeaderValue,
  checkInteger,
  decodeWith,
  firstProblem,
  invalidInput,
  isRemoteBucket,
  parseJson,
  turn,
  collectAnswer,
  type BucketRef,
  type ErrorContext,
  type InvalidInputError,
  type Operation,
} from '@ais/core'
import { BucketEntry, type BucketList } from '../bucket-entry.js'
import { EntryJson, isAsExpected, PageJson } from '../wire/bucket-list.js'
import { joinListFlags, ListObjectFlag } from '../wire/list-flags.js'
import { listObjectsRoute } from '../wire/routes.js'

/** Options of a listing. */
export interface ListObjectsOptions {
  /** Only names that start with this. @defaultValue '': all */
  readonly prefix?: string
  /** Properties to tell, by commas: `name,size,checksum,atime,version,copies,custom,location`. @defaultValue `name,size` */
  readonly props?: string
  /** Most entries of a page, 0 to 10,000; 0 takes the server's maximum. @defaultValue 0 */
  readonly pageSize?: number
  /** What is listed besides; `DIFF` needs `custom` among `props`. @defaultValue none */
  readonly flags?: readonly ListObjectFlag[]
  /** Ask this target only; remote buckets. @defaultValue all */
  readonly target?: string
  /** Only names greater than this; AIS buckets. @defaultValue '': from the first */
  readonly startAfter?: string
  /** One directory level only: deeper names appear as their directory. @defaultValue false */
  readonly nonRecursive?: boolean
  /** List from this inventory; remote buckets. @defaultValue none: from the backend */
  readonly inventoryName?: string
}

/** Options of one page. */
export interface ListObjectsPageOptions extends ListObjectsOptions {
  /** Id of the listing, from the page before. @defaultValue '': a new listing */
  readonly uuid?: string
  /** Where to go on, from the page before. @defaultValue '': the first page */
  readonly continuationToken?: string
}

/** Largest page of an AIS bucket. */
export const maxPageSize = 10_000

/** Entries that are decoded before other work gets its turn: a few milliseconds. */
const sliceCount = 2_000

const decodeEntries = async (entries: readonly unknown[], context: ErrorContext): Promise<readonly BucketEntry[]> => {
  const decoded: BucketEntry[] = []
  for (let start = 0; start < entries.length; start += sliceCount) {
    if (start > 0) await turn()
    for (const entry of entries.slice(start, start + sliceCount))
      decoded.push(new BucketEntry(isAsExpected(entry) ? entry : decodeWith(EntryJson, entry, context)))
  }
  return decoded
}

const remoteOnly = [
  [ListObjectFlag.DIFF, 'DIFF'],
  [ListObjectFlag.NOT_CACHED, 'NOT_CACHED'],
] as const

/** AIStore refuses these of buckets without a backend. */
const remoteOnlyProblem = (
  operation: string,
  bucket: BucketRef,
  { flags = [] }: ListObjectsPageOptions,
): InvalidInputError | undefined => {
  const found = isRemoteBucket(bucket) ? undefined : remoteOnly.find(([flag]) => flags.includes(flag))
  return found === undefined
    ? undefined
    : invalidInput(operation, 'flags', `has ${found[1]}, which needs a remote bucket`)
}

/** AIStore compares with the backend by what it keeps as custom metadata, and all of the bucket. @wire ais/plstcx.go _checkVerChanged */
const diffProblem = (
  operation: string,
  { flags = [], props = '' }: ListObjectsPageOptions,
): InvalidInputError | undefined => {
  if (!flags.includes(ListObjectFlag.DIFF)) return undefined
  const other = [ListObjectFlag.NOT_CACHED, ListObjectFlag.CACHED, ListObjectFlag.NAME_ONLY, ListObjectFlag.NAME_SIZE]
  return firstProblem(
    flags.some((flag) => other.some((one) => one === flag))
      ? invalidInput(operation, 'flags', 'has DIFF, which goes with none of NOT_CACHED, CACHED, NAME_ONLY, NAME_SIZE')
      : undefined,
    props.includes('custom') ? undefined : invalidInput(operation, 'props', "must have 'custom' for the flag DIFF"),
  )
}

const checkOptions = (
  operation: string,
  bucket: BucketRef,
  options: ListObjectsPageOptions,
): InvalidInputError | undefined =>
  firstProblem(
    checkInteger(operation, 'pageSize', options.pageSize, { min: 0, max: maxPageSize }),
    (options.startAfter ?? '') !== '' && (bucket.provider ?? 'ais') !== 'ais'
      ? invalidInput(operation, 'startAfter', 'works with AIS buckets only')
      : undefined,
    (options.flags ?? []).every((flag) => Object.values(ListObjectFlag).includes(flag))
      ? undefined
      : invalidInput(operation, 'flags', 'has a flag that ListObjectFlag does not'),
    checkHeaderValue(operation, 'inventoryName', options.inventoryName),
    remoteOnlyProblem(operation, bucket, options),
    diffProblem(operation, options),
  )

/**
 * Lists one page of a bucket's objects, in the order of their names' bytes.
 * A page without entries may still have a token: go on with it.
 * @throws ApiError BucketNotFound, BadRequest
 * @wire GET /v1/buckets/{bucket} list: api/ls.go ListObjectsPage; asked for as JSON
 */
export const listObjectsPage = (bucket: BucketRef, options: ListObjectsPageOptions = {}): Operation<BucketList> => {
  const name = 'buckets.listObjects'
  const place = atBucket(name, listObjectsRoute, bucket)
  const problem = place.problem ?? checkOptions(name, bucket, options)
  const flags = [
    ...(options.flags ?? []),
    ...(options.nonRecursive === true ? [ListObjectFlag.NO_RECURSION] : []),
    ...(options.inventoryName === undefined ? [] : [ListObjectFlag.NBI]),
  ]
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    headers: { 'ais-inv-name': options.inventoryName },
    body: actionBody('list', {
      value: {
        prefix: options.prefix ?? '',
        pagesize: options.pageSize ?? 0,
        uuid: options.uuid ?? '',
        props: options.props ?? '',
        continuation_token: options.continuationToken ?? '',
        flags: joinListFlags(flags),
        target: options.target ?? '',
        ...((options.startAfter ?? '') === '' ? {} : { start_after: options.startAfter }),
      },
    }),
    idempotent: true,
    read: async (response) => {
      const context: ErrorContext = {
        operation: name,
        node: response.node,
        ...(place.subject === undefined ? {} : { subject: place.subject }),
      }
      const page = decodeWith(PageJson, parseJson(await collectAnswer(response.body, context), context), context)
      return {
        uuid: page.uuid,
        continuationToken: page.continuation_token,
        entries: await decodeEntries(page.entries ?? [], context),
      }
    },
  }
}
