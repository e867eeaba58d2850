import {
  ApiError,
  checkInteger,
  collectAnswer,
  collectBytes,
  DecodeError,
  decodeWith,
  invalidInput,
  parseJson,
  type CallOptions,
  type Connection,
  type ErrorContext,
  type OperationResponse,
} from '@ais/core'
import { readArchive, type ArchiveMember, type ReadableArchiveFormat } from '@ais/archives'
import type { BatchEntry } from '../batch/batch-entry.js'
import { missingPathOf, pathOf, requestUri, type BatchRequest } from '../batch/batch-request.js'
import { boundaryOf, readMultipart } from '../batch/read-multipart.js'
import { getBatch, type BatchFormat, type GetBatchOptions } from '../operations/get-batch.js'
import { BatchResultJson, type BatchOutJson } from '../wire/batch-json.js'

/** Options of {@link readBatch}. */
export interface ReadBatchOptions extends GetBatchOptions, CallOptions {
  /** Largest `.zip` that is read, in bytes, 1 or more; it is read into memory. @defaultValue 268435456 */
  readonly maxZipBytes?: number
  /** Most bytes that a compressed archive unpacks to, 1 or more. @defaultValue 68719476736, 64 GiB */
  readonly maxUnpackedBytes?: number
}

const readable: Readonly<Record<BatchFormat, ReadableArchiveFormat | undefined>> = {
  '.tar': '.tar',
  '.tgz': '.tgz',
  '.tar.gz': '.tgz',
  '.zip': '.zip',
  '.tar.lz4': undefined,
}

/** Metadata of all entries, where the answer has it, and the archive. */
interface BatchAnswer {
  readonly out: readonly BatchOutJson[] | undefined
  readonly archive: AsyncIterable<Uint8Array>
}

const splitAnswer = async (response: OperationResponse, context: ErrorContext): Promise<BatchAnswer> => {
  const boundary = boundaryOf(response.headers.get('content-type') ?? '')
  if (boundary === undefined) throw new DecodeError('', 'is no multipart answer with a boundary', context)
  const parts = readMultipart(response.body, boundary, context)
  const next = async (): Promise<AsyncIterable<Uint8Array>> => {
    const part = await parts.next()
    if (part.done === true) throw new DecodeError('', 'ends before the archive', context)
    return part.value.content()
  }
  const { out } = decodeWith(BatchResultJson, parseJson(await collectAnswer(await next(), context), context), context)
  const content = await next()
  const archive = async function* (): AsyncGenerator<Uint8Array> {
    yield* content
    // Only the last boundary tells that all has come.
    if ((await parts.next()).done !== true) throw new DecodeError('', 'has another part after the archive', context)
  }
  return { out, archive: archive() }
}

const missing = (request: BatchRequest, reason: string | undefined, context: ErrorContext): ApiError =>
  new ApiError(
    { code: 'ObjectNotFound', status: 404, tcode: 'ErrNotFound', serverMessage: reason ?? '' },
    `${context.operation} ${requestUri(request)}: is missing${reason === undefined ? '' : ` (${reason})`}; with contOnErr it is told as an entry`,
    context,
  )

/** Pairs members with requests, and holds each to what was asked for. */
class Pairing {
  readonly #options: GetBatchOptions
  readonly #context: ErrorContext

  constructor(options: GetBatchOptions, context: ErrorContext) {
    this.#options = options
    this.#context = context
  }

  pair(index: number, request: BatchRequest, member: ArchiveMember, out: BatchOutJson | undefined): BatchEntry {
    const { bucket, onlyObjName = false, contOnErr = true } = this.#options
    const path = pathOf(request, bucket, onlyObjName)
    if (member.path === missingPathOf(path)) {
      // AIStore goes on nevertheless when another target than the answering one misses it.
      if (!contOnErr) throw missing(request, out?.err_msg, this.#context)
      return { kind: 'missing', index, request, reason: out?.err_msg }
    }
    if (member.path !== path) throw this.#wrong(index, request, `is another entry, '${member.path}'`)
    const { sizeBytes, content } = member
    const { lengthBytes } = request
    // AIStore sends the whole object for a range beyond it when another target than the answering one has it.
    if (lengthBytes !== undefined && lengthBytes !== sizeBytes)
      throw this.#wrong(index, request, `has ${sizeBytes} bytes where ${lengthBytes} were asked for`)
    if (out !== undefined && out.size !== sizeBytes)
      throw this.#wrong(index, request, `has ${sizeBytes} bytes where ${out.size} are announced`)
    return { kind: 'found', index, request, sizeBytes, content, readAll: () => collectBytes(content()) }
  }

  #wrong(index: number, request: BatchRequest, what: string): DecodeError {
    return new DecodeError(`in.${index}`, `${what} (${requestUri(request)})`, this.#context)
  }
}

const entriesOf = async function* (
  requests: readonly BatchRequest[],
  { out, archive }: BatchAnswer,
  format: ReadableArchiveFormat,
  options: ReadBatchOptions,
  context: ErrorContext,
): AsyncGenerator<BatchEntry> {
  const pairing = new Pairing(options, context)
  if (out !== undefined && out.length !== requests.length)
    throw new DecodeError('out', `has ${out.length} entries where ${requests.length} were asked for`, context)
  const { maxZipBytes, maxUnpackedBytes } = options
  const limits = {
    ...(maxZipBytes === undefined ? {} : { maxZipBytes }),
    ...(maxUnpackedBytes === undefined ? {} : { maxUnpackedBytes }),
  }
  let index = 0
  for await (const member of readArchive(archive, format, context, limits)) {
    if (!member.isFile) continue
    const request = requests[index]
    if (request === undefined)
      throw new DecodeError('', `has more than the ${requests.length} entries asked for`, context)
    yield pairing.pair(index, request, member, out?.[index])
    index += 1
  }
  const next = requests[index]
  if (next !== undefined)
    throw new DecodeError(
      `in.${index}`,
      `is not there: the archive ends after ${index} of ${requests.length} entries. ${requestUri(next)} may be missing, or shorter than the range; without streamingGet AIStore says which`,
      context,
    )
}

const checkReadable = (operation: string, options: ReadBatchOptions) =>
  checkInteger(operation, 'maxZipBytes', options.maxZipBytes, { min: 1 }) ??
  checkInteger(operation, 'maxUnpackedBytes', options.maxUnpackedBytes, { min: 1 }) ??
  (options.outputFormat === '.tar.lz4'
    ? invalidInput(
        operation,
        'outputFormat',
        "'.tar.lz4' cannot be read here; ask for .tar, .tgz or .zip, or take the raw answer",
      )
    : undefined)

/**
 * Gets a batch and yields its entries in the order of the requests, each as a stream, while the archive arrives. An archive that ends early,
 * another order, and a range of another length are errors, never taken for what was asked.
 * @throws InvalidInputError; ApiError BucketNotFound, ObjectNotFound (with `contOnErr: false`), BadRequest; DecodeError for an answer that
 * is not what was asked for
 */
export const readBatch = async function* (
  connection: Connection,
  requests: readonly BatchRequest[],
  options: ReadBatchOptions = {},
): AsyncGenerator<BatchEntry> {
  const { signal, timeoutMs, outputFormat = '.tar', streamingGet = true } = options
  const asked = getBatch(requests, options)
  const problem = asked.problem ?? checkReadable(asked.name, options)
  const response = await connection.send(problem === undefined ? asked : { ...asked, problem }, {
    ...(signal === undefined ? {} : { signal }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  const context: ErrorContext = { ...response.context, operation: asked.name, node: response.node }
  let isDone = false
  try {
    const answer = streamingGet ? { out: undefined, archive: response.body } : await splitAnswer(response, context)
    yield* entriesOf(requests, answer, readable[outputFormat] ?? '.tar', options, context)
    isDone = true
  } finally {
    if (!isDone) response.discard()
  }
}
