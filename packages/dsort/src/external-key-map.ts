import { invalidInput, type InvalidInputError } from '@ais/core'

/**
 * Says which records go into which shards: by the template of the shards, regular expressions of Go that records' paths match.
 * Each record must match one of them, and one only.
 */
export class ExternalKeyMap {
  readonly #names: ReadonlyMap<string, readonly string[]>

  constructor(namesByShardFormat: Readonly<Record<string, readonly string[]>>) {
    this.#names = new Map(Object.entries(namesByShardFormat))
  }

  /** What is wrong with it: it must not be empty. */
  check(operation: string): InvalidInputError | undefined {
    return this.#names.size > 0
      ? undefined
      : invalidInput(operation, 'outputShards.format', 'must map a record at least')
  }

  /** As it is sent: names by template. */
  toJSON(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.#names)
  }
}
