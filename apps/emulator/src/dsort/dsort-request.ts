import { parseProvider } from '@ais/core/wire'
import { countOf, expandRanges, parseTemplate } from '@ais/multiobj/wire'
import { ApiFailure } from '../api-failure.js'
import type { DsortAlgorithmMessage } from './order.js'

/** Names that a template makes. */
export interface ShardNames {
  readonly count: bigint
  readonly expand: () => Generator<string>
}

/** A sort that was asked for. */
export interface DsortRequest {
  readonly input: { readonly name: string; readonly provider: string }
  readonly output: { readonly name: string; readonly provider: string }
  /** Names of the shards that are read, with their extension. */
  readonly shards: readonly string[]
  readonly inputExtension: string
  readonly outputExtension: string
  /** Names of the shards that are written; `undefined` with a key map. */
  readonly outputNames: ShardNames | undefined
  /** 0 for what all records make, by the number of names. */
  readonly shardSizeBytes: number
  readonly algorithm: DsortAlgorithmMessage
  readonly description: string
  readonly isDryRun: boolean
  /** Where the map of records to shards is. */
  readonly keyMapUrl: string
  readonly keyMapSeparator: string
}

const maxShards = 1_000_000

const refuse = (what: string): ApiFailure => new ApiFailure(400, `[dsort] parse-spec: ${what}`, 'wrapError')

const units: Readonly<Record<string, number>> = {
  '': 1,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  KI: 2 ** 10,
  MI: 2 ** 20,
  GI: 2 ** 30,
  TI: 2 ** 40,
}

/** A size as AIStore writes it, `10KB`, `1MiB`. @throws ApiFailure 400 */
export const sizeBytesOf = (text: string): number => {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([KMGT]I?)?B?$/i.exec(text.trim()) ?? []
  const factor = units[unit.toUpperCase()]
  if (number === '' || factor === undefined) throw refuse(`invalid "output_shard_size" ${JSON.stringify(text)}`)
  return Math.round(Number(number) * factor)
}

/** Reads a template of shards. @throws ApiFailure 400 */
export const namesOf = (template: string, field: string): ShardNames => {
  const parsed = parseTemplate(template)
  if (parsed.kind !== 'ranges') throw refuse(`invalid "${field}" template ${JSON.stringify(template)}`)
  return { count: countOf(parsed.ranges), expand: () => expandRanges(parsed.prefix, parsed.ranges) }
}

const shardsOf = (format: unknown, extension: string): readonly string[] => {
  const { template = '', objnames } = (format ?? {}) as { readonly template?: string; readonly objnames?: unknown }
  // A name in a list may have its extension already.
  const full = (name: string): string => (name.endsWith(extension) ? name : name + extension)
  if (Array.isArray(objnames) && objnames.length > 0) return objnames.map((name) => full(String(name)))
  const parsed = parseTemplate(template)
  if (parsed.kind !== 'ranges' || countOf(parsed.ranges) > BigInt(maxShards))
    throw refuse(`invalid "input_format" template ${JSON.stringify(template)}`)
  return [...expandRanges(parsed.prefix, parsed.ranges)].map(full)
}

const bucketOf = (value: unknown): { readonly name: string; readonly provider: string } | undefined => {
  const { name = '', provider = 'ais' } = (value ?? {}) as { readonly name?: string; readonly provider?: string }
  return name === '' ? undefined : { name, provider: parseProvider(provider) ?? 'ais' }
}

const extensions = ['.tar', '.tgz', '.tar.gz', '.zip']

const extensionOf = (value: unknown, field: string): string => {
  const extension = String(value ?? '')
  const dotted = extension.startsWith('.') || extension === '' ? extension : `.${extension}`
  if (!extensions.includes(dotted)) throw refuse(`invalid "${field}" ${JSON.stringify(extension)}`)
  return dotted
}

/** Reads the body of a start. @throws ApiFailure 400 */
export const readDsortRequest = (body: Readonly<Record<string, unknown>>): DsortRequest => {
  const input = bucketOf(body['input_bck'])
  if (input === undefined) throw refuse('"input_bck" missing source bucket')
  const inputExtension = extensionOf(body['input_extension'], 'input_extension')
  const keyMapUrl = String(body['ekm_file'] ?? '')
  const hasMap = keyMapUrl !== ''
  const outputNames = hasMap ? undefined : namesOf(String(body['output_format'] ?? ''), 'output_format')
  const size = String(body['output_shard_size'] ?? '')
  const shardSizeBytes = size === '' ? 0 : sizeBytesOf(size)
  if (shardSizeBytes === 0 && (outputNames === undefined || outputNames.count > BigInt(2 ** 31 - 1)))
    throw refuse('output shard size must be set (cannot be 0 and cannot be omitted)')
  return {
    input,
    output: bucketOf(body['output_bck']) ?? input,
    inputExtension,
    outputExtension: extensionOf(body['output_extension'] ?? inputExtension, 'output_extension'),
    shards: shardsOf(body['input_format'], inputExtension),
    outputNames,
    shardSizeBytes,
    algorithm: (body['algorithm'] ?? {}) as DsortAlgorithmMessage,
    description: String(body['description'] ?? ''),
    isDryRun: body['dry_run'] === true,
    keyMapUrl,
    keyMapSeparator: String(body['ekm_file_sep'] ?? '') || '\t',
  }
}
