import { checkInteger, firstProblem, invalidInput, type InvalidInputError } from '@ais/core'
import { DsortAlgorithm } from './dsort-algorithm.js'
import type { DsortShardsGroup } from './dsort-shards-group.js'
import { checkOutputFormat, checkShardSize, type DsortSpec } from './dsort-spec.js'
import { ExternalKeyMap } from './external-key-map.js'

/** What a sort reads, how it orders, and what it writes. */
export interface DsortFrameworkOptions {
  readonly inputShards: DsortShardsGroup
  readonly outputShards: DsortShardsGroup
  /** Size at which an output shard is full, as in `10MiB`; needed with a key map and with `%d`. @defaultValue what all records make, by the number of names */
  readonly outputShardSize?: string
  /** For people to read. */
  readonly description?: string
  /** @defaultValue alphanumeric */
  readonly algorithm?: DsortAlgorithm
  /** Memory that it may take, `80%` or `1GB`. @defaultValue the cluster's */
  readonly maxMemUsage?: string
  /** Shards that a target reads at a time, 0 or more; 0 for the server's choice. */
  readonly extractConcurrencyMaxLimit?: number
  /** Shards that a target writes at a time, 0 or more; 0 for the server's choice. */
  readonly createConcurrencyMaxLimit?: number
  /** Read and order, and write nothing. @defaultValue false */
  readonly dryRun?: boolean
  /** AIStore 5.0 starts no sort without one. @defaultValue 'dsort_general' */
  readonly dsorterType?: 'dsort_general' | 'dsort_mem'
}

/** A sort, put together. */
export class DsortFramework {
  readonly options: DsortFrameworkOptions

  constructor(options: DsortFrameworkOptions) {
    this.options = options
  }

  /** What is wrong with it. */
  check(operation: string): InvalidInputError | undefined {
    const { inputShards, outputShards, outputShardSize, algorithm } = this.options
    if (inputShards?.role !== 'input') return invalidInput(operation, 'inputShards', "must be a group of role 'input'")
    if (outputShards?.role !== 'output')
      return invalidInput(operation, 'outputShards', "must be a group of role 'output'")
    const { keyMap } = this
    const { names } = outputShards
    const template = 'template' in names ? names.template : ''
    return firstProblem(
      inputShards.check(operation),
      outputShards.check(operation),
      algorithm?.check(operation),
      checkOutputFormat(operation, 'outputShards.format', template, keyMap !== undefined),
      checkShardSize(operation, 'outputShardSize', outputShardSize, keyMap === undefined ? template : undefined),
      checkInteger(operation, 'extractConcurrencyMaxLimit', this.options.extractConcurrencyMaxLimit, { min: 0 }),
      checkInteger(operation, 'createConcurrencyMaxLimit', this.options.createConcurrencyMaxLimit, { min: 0 }),
    )
  }

  /** The records' map to shards, when there is one. */
  get keyMap(): ExternalKeyMap | undefined {
    const { format } = this.options.outputShards
    return format instanceof ExternalKeyMap ? format : undefined
  }

  /** The sort as it is sent. */
  toSpec(): DsortSpec {
    const { inputShards, outputShards, algorithm = new DsortAlgorithm(), ...rest } = this.options
    const output = outputShards.names
    return {
      input_bck: inputShards.bucketJson,
      input_format: inputShards.names,
      input_extension: inputShards.extension,
      output_bck: outputShards.bucketJson,
      output_format: 'template' in output ? output.template : '',
      output_extension: outputShards.extension,
      output_shard_size: rest.outputShardSize ?? '',
      description: rest.description ?? '',
      algorithm: algorithm.toJSON(),
      dsorter_type: rest.dsorterType ?? 'dsort_general',
      ...(rest.maxMemUsage === undefined ? {} : { max_mem_usage: rest.maxMemUsage }),
      ...(rest.extractConcurrencyMaxLimit === undefined
        ? {}
        : { extract_concurrency_max_limit: rest.extractConcurrencyMaxLimit }),
      ...(rest.createConcurrencyMaxLimit === undefined
        ? {}
        : { create_concurrency_max_limit: rest.createConcurrencyMaxLimit }),
      ...(rest.dryRun === undefined ? {} : { dry_run: rest.dryRun }),
    }
  }
}
