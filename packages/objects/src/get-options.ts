import {
  checkHeaderValue,
  checkInteger,
  firstProblem,
  invalidInput,
  type InvalidInputError,
  type RequestHeaders,
} from '@ais/core'
import { checkEtl, etlQuery, type EtlQuery, type EtlSelection } from './etl-selection.js'
import { archiveModes, type ArchiveMode, type ArchiveQuery } from './wire/archive-query.js'
import { formatByteRange, parseByteRange, type ByteRange } from './wire/byte-range.js'

/** What to read from within an archive: one member by `archpath`, or those that `regex` picks by `mode`, as a TAR. */
export interface ArchiveConfig {
  /** Path of one member. @defaultValue none: `regex`, or the whole archive */
  readonly archpath?: string
  /** Pattern, or text, that picks members; needs `mode`. @defaultValue none */
  readonly regex?: string
  /** How `regex` picks. @defaultValue none */
  readonly mode?: ArchiveMode
  /** Format, as in `.tar`, when the object's name does not tell it. @defaultValue the name's extension */
  readonly mime?: string
}

/** Reads a remote object that is not in the cluster by parallel range reads. */
export interface BlobDownloadConfig {
  /** As AIStore writes sizes: `1mb`, `2MiB`, or bytes. @defaultValue the server's */
  readonly chunkSize?: string
  /** Range reads at a time, as text. @defaultValue the server's */
  readonly numWorkers?: string
}

/** Options of a read. */
export interface GetObjectOptions extends EtlSelection {
  /** First byte to read, from 0. @defaultValue 0 */
  readonly offsetBytes?: number
  /** How many bytes to read, 1 or more. @defaultValue to the end */
  readonly lengthBytes?: number
  /** A `Range` value, `bytes=a-b`, `bytes=a-` or `bytes=-n`; instead of the two above. */
  readonly byteRange?: string
  /** Read from within an archive. @defaultValue the object itself */
  readonly archiveConfig?: ArchiveConfig
  /** Read a remote object in parallel while it comes into the cluster. @defaultValue off */
  readonly blobDownloadConfig?: BlobDownloadConfig
  /** Ask the backend whether there is a newer version, and take it. @defaultValue false */
  readonly latest?: boolean
}

const hasOffset = (options: GetObjectOptions): boolean =>
  options.offsetBytes !== undefined || options.lengthBytes !== undefined

/** The part of the object that is asked for; `undefined` for all of it. */
export const rangeOf = (options: GetObjectOptions): ByteRange | undefined => {
  if (options.byteRange !== undefined) return parseByteRange(options.byteRange)
  if (!hasOffset(options)) return undefined
  const start = options.offsetBytes ?? 0
  return options.lengthBytes === undefined
    ? { kind: 'from', start }
    : { kind: 'from', start, end: start + options.lengthBytes - 1 }
}

const checkArchive = (operation: string, archive: ArchiveConfig | undefined): InvalidInputError | undefined => {
  if (archive === undefined) return undefined
  const { archpath, regex, mode } = archive
  if (archpath === '') return invalidInput(operation, 'archiveConfig.archpath', 'must not be empty')
  if (archpath !== undefined && regex !== undefined)
    return invalidInput(operation, 'archiveConfig', 'must have archpath or regex, not both')
  if (archpath === undefined && regex === undefined)
    return invalidInput(operation, 'archiveConfig', 'needs archpath, or regex and mode')
  if ((regex === undefined) !== (mode === undefined))
    return invalidInput(operation, 'archiveConfig', 'needs regex and mode together')
  if (mode !== undefined && !archiveModes.includes(mode))
    return invalidInput(operation, 'archiveConfig.mode', `must be one of ${archiveModes.join(', ')}`)
  return undefined
}

const isPart = (options: GetObjectOptions): boolean => hasOffset(options) || options.byteRange !== undefined

/** What is wrong with the options of a read. */
export const checkGetObject = (operation: string, options: GetObjectOptions): InvalidInputError | undefined =>
  firstProblem(
    checkInteger(operation, 'offsetBytes', options.offsetBytes, { min: 0 }),
    checkInteger(operation, 'lengthBytes', options.lengthBytes, { min: 1 }),
    (options.offsetBytes ?? 0) + (options.lengthBytes ?? 0) > Number.MAX_SAFE_INTEGER
      ? invalidInput(operation, 'lengthBytes', 'reaches beyond the largest exact integer')
      : undefined,
    hasOffset(options) && options.byteRange !== undefined
      ? invalidInput(operation, 'byteRange', 'cannot be given together with offsetBytes or lengthBytes')
      : undefined,
    options.byteRange !== undefined && parseByteRange(options.byteRange) === undefined
      ? invalidInput(
          operation,
          'byteRange',
          "must be one range such as 'bytes=0-99', 'bytes=100-' or 'bytes=-100', its end not before its start",
        )
      : undefined,
    checkArchive(operation, options.archiveConfig),
    isPart(options) && options.archiveConfig !== undefined
      ? invalidInput(operation, 'archiveConfig', 'cannot be combined with a range')
      : undefined,
    isPart(options) && options.blobDownloadConfig !== undefined
      ? invalidInput(operation, 'blobDownloadConfig', 'cannot be combined with a range')
      : undefined,
    checkEtl(operation, options),
    checkHeaderValue(operation, 'blobDownloadConfig.chunkSize', options.blobDownloadConfig?.chunkSize),
    checkHeaderValue(operation, 'blobDownloadConfig.numWorkers', options.blobDownloadConfig?.numWorkers),
  )

/** Query of a read, besides the bucket's. */
export const getObjectQuery = (
  options: GetObjectOptions,
): ArchiveQuery & EtlQuery & { readonly 'latest-ver'?: true } => {
  const { archpath, regex, mode, mime } = options.archiveConfig ?? {}
  return {
    ...(archpath === undefined ? {} : { archpath }),
    ...(regex === undefined ? {} : { archregx: regex }),
    ...(mode === undefined ? {} : { archmode: mode }),
    ...(mime === undefined ? {} : { archmime: mime }),
    ...(options.latest === true ? { 'latest-ver': true } : {}),
    ...etlQuery(options),
  }
}

/** Headers of a read. */
export const getObjectHeaders = (options: GetObjectOptions): RequestHeaders => {
  const range = rangeOf(options)
  const blob = options.blobDownloadConfig
  return {
    range: range === undefined ? undefined : formatByteRange(range),
    'ais-blob-download': blob === undefined ? undefined : 'true',
    'ais-blob-chunk': blob?.chunkSize,
    'ais-blob-workers': blob?.numWorkers,
  }
}
