import { checkBucket, firstProblem, invalidInput, type BucketRef, type InvalidInputError } from '@ais/core'
import { isGlobalNamespace } from '@ais/core/wire'
import { ExternalKeyMap } from './external-key-map.js'

/** Names of shards: a template, a list, or what `@ais/multiobj` makes of either. */
export type ShardNames =
  | string
  | readonly string[]
  | { readonly value: { readonly objnames: readonly string[] } | { readonly template: string } }

/** Which shards are read, or written. */
export interface DsortShardsGroupOptions {
  readonly bck: BucketRef
  readonly role: 'input' | 'output'
  /** Input: names without extension, as a template or a list. Output: a template, or a map of records to shards. */
  readonly format: ShardNames | ExternalKeyMap
  /** `.tar`, `.tgz`, `.tar.gz`, `.zip` or `.tar.lz4`. */
  readonly extension: string
}

const extensions = ['.tar', '.tgz', '.tar.gz', '.zip', '.tar.lz4']

/** The shards that a sort reads, or those it writes. */
export class DsortShardsGroup {
  readonly bck: BucketRef
  readonly role: 'input' | 'output'
  readonly format: ShardNames | ExternalKeyMap
  readonly extension: string

  constructor(options: DsortShardsGroupOptions) {
    this.bck = options.bck
    this.role = options.role
    this.format = options.format
    this.extension = options.extension
  }

  /** What is wrong with it. */
  check(operation: string): InvalidInputError | undefined {
    const side = `${this.role}Shards`
    return firstProblem(
      this.role === 'input' || this.role === 'output'
        ? undefined
        : invalidInput(operation, 'role', "must be 'input' or 'output'"),
      checkBucket(operation, this.bck),
      extensions.includes(this.extension)
        ? undefined
        : invalidInput(operation, `${side}.extension`, `must be one of ${extensions.join(', ')}`),
      this.#checkFormat(operation, `${side}.format`),
    )
  }

  #checkFormat(operation: string, field: string): InvalidInputError | undefined {
    if (this.format instanceof ExternalKeyMap)
      return this.role === 'output'
        ? this.format.check(operation)
        : invalidInput(operation, field, 'must be names: a key map is for output')
    const names = this.names
    const isEmpty = 'objnames' in names ? names.objnames.length === 0 : names.template === ''
    if (isEmpty) return invalidInput(operation, field, 'must not be empty')
    return this.role === 'output' && 'objnames' in names
      ? invalidInput(operation, field, 'must be a template, or a key map')
      : undefined
  }

  /** The names as they are sent; nothing for a key map. */
  get names(): { readonly objnames: readonly string[] } | { readonly template: string } {
    const { format } = this
    if (typeof format === 'string') return { template: format }
    if (format instanceof ExternalKeyMap) return { template: '' }
    return 'value' in format ? format.value : { objnames: format }
  }

  /** The bucket as it is sent. */
  get bucketJson(): Readonly<Record<string, unknown>> {
    const { name, provider = 'ais', namespace } = this.bck
    return { name, provider, ...(namespace === undefined || isGlobalNamespace(namespace) ? {} : { namespace }) }
  }
}
