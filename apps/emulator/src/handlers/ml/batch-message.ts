import { isBase64 } from '../../rules/base64.js'
import { parseProvider } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import { goJsonError } from '../../rules/go-json-error.js'
import type { EmulatorRequest, HandlerContext } from '../../server/handler.js'
import {
  bucketNotFound,
  checkName,
  readNamespace,
  requireBucket,
  type AddressedBucket,
} from '../buckets/require-bucket.js'

/** An entry that a batch asks for, with the bucket that it is of. */
export interface WantedEntry {
  readonly objname: string
  readonly archpath?: string
  readonly opaque?: string
  readonly start: number
  /** -1 is to the end, 0 with `start` 0 the whole. */
  readonly length: number
  readonly bucket: EmulatedBucket
  /** The bucket as the entry itself names it. */
  readonly given: { readonly bucket: string; readonly provider: string }
}

/** A batch that is asked for. */
export interface WantedBatch {
  readonly entries: readonly WantedEntry[]
  readonly mime: string
  /** Continue on error. */
  readonly coer: boolean
  /** Members are named by the object alone. */
  readonly onob: boolean
  readonly strm: boolean
}

interface Entry {
  readonly objname?: string
  readonly bucket?: string
  readonly provider?: string
  readonly uname?: string
  readonly archpath?: string
  readonly opaque?: string
  readonly start?: number
  readonly length?: number
}

/** @throws ApiFailure 400 */
const checkEntry = (entry: Entry, message: Readonly<Record<string, unknown>>): void => {
  const { objname = '', start = 0, length = 0, opaque = '' } = entry
  if (start < 0 || length < -1 || (start > 0 && length === 0)) {
    const [text, own] = [JSON.stringify(message), JSON.stringify(entry)]
    const problem = `unmarshalerDecoder: not satisfiable range [start=${start},length=${length} (oname: "${objname}")]`
    // The decoder has read the entry, and no more.
    const head = Buffer.byteLength(text.slice(0, text.indexOf(own) + own.length))
    throw new ApiFailure(400, goJsonError(problem, text, head))
  }
  if (!isBase64(opaque)) throw new ApiFailure(400, `illegal base64 data in "opaque" (oname: "${objname}")`)
}

/** The bucket of an entry: by its uname, by its name, or the request's own. @throws ApiFailure 400, 404 */
const bucketOf = (entry: Entry, ofRequest: EmulatedBucket | undefined, context: HandlerContext): EmulatedBucket => {
  const { objname = '', bucket = '', provider = '', uname = '' } = entry
  if (uname === '' && bucket === '') {
    if (ofRequest === undefined) throw new ApiFailure(400, `missing bucket specification for object "${objname}"`)
    return ofRequest
  }
  const [ofProvider = '', namespace = '', ofName = ''] = uname === '' ? [provider, '', bucket] : uname.split('/')
  checkName(ofName)
  const addressed: AddressedBucket = {
    name: ofName,
    provider: parseProvider(ofProvider) ?? 'ais',
    namespace: readNamespace(namespace),
  }
  const found = context.cluster.buckets.find(addressed)
  if (found === undefined) throw bucketNotFound(addressed)
  return found
}

/**
 * Reads the message of a batch.
 * @throws ApiFailure 400 for no entries or a wrong one, 404 for a bucket that does not exist
 */
export const batchMessage = (request: EmulatorRequest, context: HandlerContext): WantedBatch => {
  const { message } = request
  if (message === undefined)
    throw new ApiFailure(
      400,
      'ReadObjectCB: expect { or n, but found \0, error found in #0 byte of ...||..., bigger context ...||...',
    )
  const coloc = request.query.get('coloc') ?? '0'
  if (!['0', '1', '2'].includes(coloc)) throw new ApiFailure(400, `invalid 'coloc=${coloc}' (expecting 0, 1, or 2)`)
  const ofRequest = request.params['bucket'] === undefined ? undefined : requireBucket(request, context)
  const entries = (message['in'] ?? []) as readonly Entry[]
  if (entries.length === 0) throw new ApiFailure(400, 'moss: empty input')
  for (const entry of entries) checkEntry(entry, message)
  return {
    entries: entries.map((entry) => {
      const { objname = '', archpath = '', opaque = '', start = 0, length = 0 } = entry
      return {
        objname,
        ...(archpath === '' ? {} : { archpath }),
        ...(opaque === '' ? {} : { opaque }),
        start,
        length,
        bucket: bucketOf(entry, ofRequest, context),
        given: { bucket: entry.bucket ?? '', provider: entry.provider ?? '' },
      }
    }),
    mime: typeof message['mime'] === 'string' && message['mime'] !== '' ? message['mime'] : '.tar',
    coer: message['coer'] === true,
    onob: message['onob'] === true,
    strm: message['strm'] === true,
  }
}

/** `ais://b/o`, as messages have it. */
export const entryUri = ({ bucket, objname }: WantedEntry): string => `${messageUri(bucket)}/${objname}`
