import { invalidInput, type InvalidInputError } from '@ais/core'

/** How records are put in order. */
export type DsortAlgorithmKind = 'alphanumeric' | 'none' | 'md5' | 'shuffle' | 'content'

const kinds: readonly string[] = ['alphanumeric', 'none', 'md5', 'shuffle', 'content']

/** Options of a {@link DsortAlgorithm}. */
export interface DsortAlgorithmOptions {
  /** @defaultValue 'alphanumeric' */
  readonly kind?: DsortAlgorithmKind
  /** @defaultValue false */
  readonly decreasing?: boolean
  /** Makes a shuffle repeatable. @defaultValue '' */
  readonly seed?: string
  /** Extension of the member that a record is sorted by, as in `.key`; with `content` only. */
  readonly extension?: string
  /** What that member holds; with `content` only. */
  readonly contentKeyType?: 'int' | 'float' | 'string'
}

/** The order of a sort. */
export class DsortAlgorithm {
  readonly kind: DsortAlgorithmKind
  readonly decreasing: boolean
  readonly seed: string
  readonly extension: string | undefined
  readonly contentKeyType: 'int' | 'float' | 'string' | undefined

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
