import { invalidInput, type InvalidInputError } from '@ais/core'

/** How records are put in order. */
export type DsortAlgorithmKind = 'alphanumeric' | 'none' | 'md5' | 'shuffle' | 'content'

/** What a key in a record's member is. */
export type ContentKeyType = 'int' | 'float' | 'string'

const keyTypes: readonly string[] = ['int', 'float', 'string']
const kinds: readonly string[] = ['alphanumeric', 'none', 'md5', 'shuffle', 'content']

/** Options of a {@link DsortAlgorithm}. */
export interface DsortAlgorithmOptions {
  /** @defaultValue 'alphanumeric' */
  readonly kind?: DsortAlgorithmKind
  /** @defaultValue false */
  readonly decreasing?: boolean
  /** Makes a shuffle repeatable where one target sorts: a whole number. @defaultValue '', the time */
  readonly seed?: string
  /** Extension of the member that a record is sorted by, as in `.key`; with `content` only. */
  readonly extension?: string
  /** What that member holds; with `content` only. */
  readonly contentKeyType?: ContentKeyType
}

/** The order of a sort. */
export class DsortAlgorithm {
  readonly kind: DsortAlgorithmKind
  readonly decreasing: boolean
  readonly seed: string
  readonly extension: string | undefined
  readonly contentKeyType: ContentKeyType | undefined

  constructor(options: DsortAlgorithmOptions = {}) {
    this.kind = options.kind ?? 'alphanumeric'
    this.decreasing = options.decreasing ?? false
    this.seed = options.seed ?? ''
    this.extension = options.extension
    this.contentKeyType = options.contentKeyType
  }

  /** What is wrong with it. */
  check(operation: string): InvalidInputError | undefined {
    if (!kinds.includes(this.kind))
      return invalidInput(operation, 'algorithm.kind', `must be one of ${kinds.join(', ')}`)
    if (this.seed !== '' && !/^[+-]?\d+$/.test(this.seed))
      return invalidInput(operation, 'algorithm.seed', 'must be a whole number, as text')
    if (this.contentKeyType !== undefined && !keyTypes.includes(this.contentKeyType))
      return invalidInput(operation, 'algorithm.contentKeyType', `must be one of ${keyTypes.join(', ')}`)
    const hasKey = this.extension !== undefined || this.contentKeyType !== undefined
    if (this.kind === 'content' && (this.extension === undefined || this.contentKeyType === undefined))
      return invalidInput(operation, 'algorithm.extension', 'and contentKeyType must be given to sort by content')
    return this.kind !== 'content' && hasKey
      ? invalidInput(operation, 'algorithm.extension', 'and contentKeyType go with kind content only')
      : undefined
  }

  /** As it is sent. */
  toJSON(): Readonly<Record<string, unknown>> {
    return {
      kind: this.kind,
      decreasing: this.decreasing,
      seed: this.seed,
      ...(this.extension === undefined ? {} : { extension: this.extension }),
      ...(this.contentKeyType === undefined ? {} : { content_key_type: this.contentKeyType }),
    }
  }
}

/** What is wrong with an order in AIStore's own words; AIStore 5.0 drops the connection when it does not know it. */
export const checkAlgorithm = (operation: string, value: unknown): InvalidInputError | undefined => {
  if (value === undefined) return undefined
  if (typeof value !== 'object' || value === null) return invalidInput(operation, 'algorithm', 'must be an object')
  const given = value as Readonly<Record<string, unknown>>
  const isGiven = (name: string): boolean => given[name] !== undefined && given[name] !== ''
  return new DsortAlgorithm({
    ...(isGiven('kind') ? { kind: given['kind'] as DsortAlgorithmKind } : {}),
    ...(isGiven('seed') ? { seed: String(given['seed']) } : {}),
    ...(isGiven('extension') ? { extension: String(given['extension']) } : {}),
    ...(isGiven('content_key_type') ? { contentKeyType: given['content_key_type'] as ContentKeyType } : {}),
  }).check(operation)
}
