import {
  actionBody,
  atBucket,
  bucketUname,
  checkBucket,
  checkInteger,
  firstProblem,
  invalidInput,
  readText,
  type BucketRef,
  type InvalidInputError,
  type Operation,
} from '@ais/core'
import { isGlobalNamespace } from '@ais/core/wire'
import { checkSelection, selectionValue, type ObjectSelection } from '@ais/multiobj'
import { checkDuration, checkEtlName } from '../check-etl-name.js'
import { transformBucketRoute, transformObjectsRoute } from '../wire/routes.js'

/** Options of a transformation of many objects. */
export interface TransformOptions {
  /** How long one object may take, as Go writes times. @defaultValue '5m' */
  readonly timeout?: string
  /** ETLs that take the result further, in this order. @defaultValue none */
  readonly pipeline?: readonly string[]
  /** Put before every name at the destination, as it is. */
  readonly prepend?: string
  /** New file extensions by old ones, `{ jpg: 'txt' }`. */
  readonly ext?: Readonly<Record<string, string>>
  /** Run beside jobs that it should not run beside. @defaultValue false */
  readonly force?: boolean
  /** Transform, and store nothing. @defaultValue false */
  readonly dryRun?: boolean
  /** Transform the newest version of a remote source. @defaultValue false */
  readonly latest?: boolean
  /** Also remove at the destination what vanished at a remote source; not with `prepend`. @defaultValue false */
  readonly sync?: boolean
  /** Workers per target; -1 for none besides the job itself. @defaultValue the server's */
  readonly numWorkers?: number
  /** Go on after an object that fails. @defaultValue false */
  readonly continueOnError?: boolean
}

/** Options of {@link transformBucket}. */
export interface TransformBucketOptions extends TransformOptions {
  /** Transform only names that start with this. */
  readonly prefixFilter?: string
}

const checkOptions = (operation: string, etlName: string, options: TransformOptions): InvalidInputError | undefined =>
  firstProblem(
    checkEtlName(operation, etlName),
    ...(options.pipeline ?? []).map((name) => checkEtlName(operation, name, 'pipeline')),
    checkDuration(operation, 'timeout', options.timeout),
    checkInteger(operation, 'numWorkers', options.numWorkers, { min: -1 }),
    options.sync === true && (options.prepend ?? '') !== ''
      ? invalidInput(operation, 'sync', 'cannot be combined with prepend')
      : undefined,
  )

const valueOf = (etlName: string, options: TransformOptions, prefix: string) => ({
  id: etlName,
  pipeline: options.pipeline === undefined || options.pipeline.length === 0 ? null : options.pipeline,
  request_timeout: options.timeout ?? '5m',
  prefix,
  prepend: options.prepend ?? '',
  dry_run: options.dryRun ?? false,
  force: options.force ?? false,
  'latest-ver': options.latest ?? false,
  synchronize: options.sync ?? false,
  ...(options.ext === undefined ? {} : { ext: options.ext }),
  ...(options.numWorkers === undefined ? {} : { 'num-workers': options.numWorkers }),
  ...(options.continueOnError === undefined ? {} : { coer: options.continueOnError }),
})

/**
 * Starts transforming a bucket into another, which is created if there is none; gives the job's id.
 * @throws ApiError NotSupported, EtlNotFound, BucketNotFound
 * @wire POST /v1/buckets/{bucket} etl-bck: api/bucket.go ETLBucket
 */
export const transformBucket = (
  bucket: BucketRef,
  etlName: string,
  to: BucketRef,
  options: TransformBucketOptions = {},
): Operation<string> => {
  const name = 'etl.transform'
  const place = atBucket(name, transformBucketRoute, bucket)
  const problem = firstProblem(place.problem, checkBucket(name, to), checkOptions(name, etlName, options))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    query: { ...place.query, bck_to: bucketUname(to) },
    body: actionBody('etl-bck', { value: valueOf(etlName, options, options.prefixFilter ?? '') }),
    idempotent: false,
    read: readText,
  }
}

/**
 * Starts transforming many objects into another bucket; gives the job's id. It goes idle: wait for that.
 * @throws ApiError NotSupported, EtlNotFound, BucketNotFound
 * @wire POST /v1/buckets/{bucket} etl-listrange: api/multiobj.go ETLMultiObj
 */
export const transformObjects = (
  bucket: BucketRef,
  selection: ObjectSelection,
  to: BucketRef,
  etlName: string,
  options: TransformOptions = {},
): Operation<string> => {
  const name = 'etl.transformObjects'
  const place = atBucket(name, transformObjectsRoute, bucket)
  const problem = firstProblem(
    place.problem,
    checkSelection(name, selection),
    checkBucket(name, to),
    checkOptions(name, etlName, options),
  )
  const { name: toName, provider = 'ais', namespace } = to
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('etl-listrange', {
      value: {
        ...selectionValue(selection),
        ...valueOf(etlName, options, ''),
        coer: options.continueOnError ?? false,
        tobck: {
          name: toName,
          provider,
          namespace: namespace === undefined || isGlobalNamespace(namespace) ? null : namespace,
        },
      },
    }),
    idempotent: false,
    read: readText,
  }
}
