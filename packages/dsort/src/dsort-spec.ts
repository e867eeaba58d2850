import { firstProblem, invalidInput, type InvalidInputError } from '@ais/core'
import { checkAlgorithm } from './dsort-algorithm.js'

/** A sort in AIStore's own words, as its files have it: `input_bck`, `input_format`, `output_shard_size`, … */
export type DsortSpec = Readonly<Record<string, unknown>>

const named = (value: unknown): boolean => {
  if (typeof value === 'string') return value !== ''
  const { template, objnames } = (value ?? {}) as { readonly template?: unknown; readonly objnames?: unknown }
  return (typeof template === 'string' && template !== '') || (Array.isArray(objnames) && objnames.length > 0)
}

const bucketName = (value: unknown): unknown => (value as { readonly name?: unknown } | null | undefined)?.name

// Braces, then `@`, then `%d`, as AIStore reads templates.
const hasBraces = (template: string): boolean => {
  const start = template.indexOf('{')
  return start >= 0 && template.includes('}', start)
}
const isBounded = (template: string): boolean => hasBraces(template) || /@\d/.test(template)
const isRanged = (template: string): boolean => isBounded(template) || /%(?:0\d{1,20})?d/.test(template)
const size = /^\d+(?:\.\d+)?\s*(?:[KMGT]i?)?B?$/i

/** What is wrong with the template of output shards; AIStore 5.0 drops the connection when there is no range in it. */
export const checkOutputFormat = (
  operation: string,
  field: string,
  template: string,
  hasMap: boolean,
): InvalidInputError | undefined =>
  hasMap || isRanged(template)
    ? undefined
    : invalidInput(operation, field, "must be a template with a range, 'out-{0..9}', unless there is a key map")

/** What is wrong with the size of output shards: it may be left out where their number is bounded, and not with a key map. */
export const checkShardSize = (
  operation: string,
  field: string,
  value: unknown,
  template: string | undefined,
): InvalidInputError | undefined => {
  const isLeftOut = value === undefined || value === ''
  if (isLeftOut && template !== undefined && isBounded(template)) return undefined
  return typeof value === 'string' && size.test(value)
    ? undefined
    : invalidInput(operation, field, "must be a size such as '10MiB'")
}

/** What is wrong with a spec: no bucket, no names to read, nowhere to write. */
export const checkSpec = (operation: string, spec: DsortSpec): InvalidInputError | undefined => {
  const refuse = (field: string, reason: string): InvalidInputError => invalidInput(operation, field, reason)
  if (typeof bucketName(spec['input_bck']) !== 'string') return refuse('input_bck', 'must name a bucket')
  // AIStore 5.0 drops the connection when there is no template.
  if (!named(spec['input_format'])) return refuse('input_format', 'must have a template or objnames')
  if (typeof spec['input_extension'] !== 'string') return refuse('input_extension', "must be given, '.tar'")
  const hasMap = typeof spec['ekm_file'] === 'string' && spec['ekm_file'] !== ''
  const output = typeof spec['output_format'] === 'string' ? spec['output_format'] : ''
  return firstProblem(
    checkOutputFormat(operation, 'output_format', output, hasMap),
    hasMap && !URL.canParse(String(spec['ekm_file'])) ? refuse('ekm_file', 'must be a URL') : undefined,
    checkShardSize(operation, 'output_shard_size', spec['output_shard_size'], hasMap ? undefined : output),
    checkAlgorithm(operation, spec['algorithm']),
  )
}

/** A spec with what AIStore 5.0 cannot do without. */
export const withDsorterType = (spec: DsortSpec): DsortSpec => ({ dsorter_type: 'dsort_general', ...spec })
