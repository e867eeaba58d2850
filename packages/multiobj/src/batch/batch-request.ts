import {
  bucketUname,
  bucketUri,
  checkBucket,
  checkInteger,
  checkObjectName,
  firstProblem,
  invalidInput,
  type BucketRef,
  type InvalidInputError,
  type ObjectRef,
} from '@ais/core'
import { isGlobalNamespace } from '@ais/core/wire'
import { batchMissingFolder } from '../wire/batch-json.js'

/** What of an object a batch gets. */
export interface BatchRequestOptions {
  /** Path of a member, when the object is an archive. @defaultValue the object itself */
  readonly archpath?: string
  /** First byte of the object, or of the member, from 0. @defaultValue 0 */
  readonly offsetBytes?: number
  /** How many bytes, 1 or more; what is there of them must be as many. @defaultValue to the end */
  readonly lengthBytes?: number
  /** Bytes of the caller's own, given back with the entry. @defaultValue none */
  readonly opaque?: Uint8Array
}

/** An entry that a batch asks for. */
export interface BatchRequest extends ObjectRef, BatchRequestOptions {}

/** Checks an entry. */
export const checkRequest = (operation: string, request: BatchRequest): InvalidInputError | undefined => {
  const { bucket, name, archpath, offsetBytes, lengthBytes, opaque } = request
  const parts = archpath?.split('/') ?? []
  return firstProblem(
    checkBucket(operation, bucket),
    checkObjectName(operation, name),
    archpath === '' || parts.includes('..') || parts.includes('.') || archpath?.endsWith('/') === true
      ? invalidInput(operation, 'archpath', "must not be empty, end in '/', nor have parts '.' or '..'")
      : undefined,
    checkInteger(operation, 'offsetBytes', offsetBytes, { min: 0 }),
    checkInteger(operation, 'lengthBytes', lengthBytes, { min: 1 }),
    (offsetBytes ?? 0) + (lengthBytes ?? 0) > Number.MAX_SAFE_INTEGER
      ? invalidInput(operation, 'lengthBytes', 'reaches beyond the largest exact integer')
      : undefined,
    opaque === undefined || opaque instanceof Uint8Array
      ? undefined
      : invalidInput(operation, 'opaque', 'must be a Uint8Array'),
  )
}

/** Standard base64, as Go decodes it. */
const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

const isGlobal = ({ namespace }: BucketRef): boolean => namespace === undefined || isGlobalNamespace(namespace)

/** How an entry names its bucket: by name, as the request's own, or, in a namespace, by the uname. */
const bucketJson = (bucket: BucketRef, ofRequest: BucketRef | undefined): Readonly<Record<string, string>> => {
  if (isGlobal(bucket)) return { bucket: bucket.name, provider: bucket.provider ?? 'ais' }
  return ofRequest !== undefined && bucketUname(ofRequest) === bucketUname(bucket) ? {} : { uname: bucketUname(bucket) }
}

const rangeJson = ({ offsetBytes = 0, lengthBytes }: BatchRequest): Readonly<Record<string, number>> => ({
  ...(offsetBytes === 0 ? {} : { start: offsetBytes }),
  ...(offsetBytes === 0 && lengthBytes === undefined ? {} : { length: lengthBytes ?? -1 }),
})

/** An entry as it is sent. @wire api/apc/ml.go MossIn; `uname` is a bucket's, whatever its comment says */
export const requestJson = (request: BatchRequest, ofRequest: BucketRef | undefined): object => ({
  objname: request.name,
  ...bucketJson(request.bucket, ofRequest),
  ...(request.opaque === undefined || request.opaque.length === 0 ? {} : { opaque: base64(request.opaque) }),
  ...(request.archpath === undefined ? {} : { archpath: request.archpath }),
  ...rangeJson(request),
})

/** The path that an entry has in the archive. A bucket that is sent by its uname is left out of it. */
export const pathOf = (request: BatchRequest, ofRequest: BucketRef | undefined, onlyObjName: boolean): string => {
  const { bucket, name, archpath } = request
  const isByUname = 'uname' in bucketJson(bucket, ofRequest)
  const ofObject = onlyObjName ? name : isByUname ? '' : `${bucket.name}/${name}`
  return archpath === undefined ? ofObject : `${ofObject}${archpath.startsWith('/') ? '' : '/'}${archpath}`
}

/** The path that an entry has in the archive when it is missing. */
export const missingPathOf = (path: string): string => `${batchMissingFolder}/${path}`

/** How messages name an entry. */
export const requestUri = ({ bucket, name, archpath }: BatchRequest): string =>
  `${bucketUri(bucket)}/${name}${archpath === undefined ? '' : ` member ${archpath}`}`
