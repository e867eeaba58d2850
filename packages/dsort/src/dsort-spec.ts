import { invalidInput, type InvalidInputError } from '@ais/core'

/** A sort in AIStore's own words, as its files have it: `input_bck`, `input_format`, `output_shard_size`, … */
export type DsortSpec = Readonly<Record<string, unknown>>

const named = (value: unknown): boolean => {
  if (typeof value === 'string') return value !== ''
  const { template, objnames } = (value ?? {}) as { readonly template?: unknown; readonly objnames?: unknown }
  return (typeof template === 'string' && template !== '') || (Array.isArray(objnames) && objnames.length > 0)
}

const bucketName = (value: unknown): unknown => (value as { readonly name?: unknown } | null | undefined)?.name

/** What is wrong with a spec: no bucket, no names to read, nowhere to write. */
export const checkSpec = (operation: string, spec: DsortSpec): InvalidInputError | undefined => {
  const refuse = (field: string, reason: string): InvalidInputError => invalidInput(operation, field, reason)
  if (typeof bucketName(spec['input_bck']) !== 'string') return refuse('input_bck', 'must name a bucket')
  // AIStore 5.0 drops the connection when there is no template.
  if (!named(spec['input_format'])) return refuse('input_format', 'must have a template or objnames')
  if (typeof spec['input_extension'] !== 'string') return refuse('input_extension', "must be given, '.tar'")
  const hasMap = typeof spec['ekm_file'] === 'string' && spec['ekm_file'] !== ''
  if (!named(spec['output_format']) && !hasMap)
    return refuse('output_format', 'must be a template, or ekm_file be given')
  return !hasMap && (typeof spec['output_shard_size'] !== 'string' || spec['output_shard_size'] === '')
    ? refuse('output_shard_size', "must be a size such as '10MiB'")
    : undefined
}

/** A spec with what AIStore 5.0 cannot do without. */
export const withDsorterType = (spec: DsortSpec): DsortSpec => ({ dsorter_type: 'dsort_general', ...spec })
