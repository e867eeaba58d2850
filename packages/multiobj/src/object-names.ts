import { checkObjectName, invalidInput, type InvalidInputError } from '@ais/core'
import type { ObjectCollection, SelectionValue } from './object-collection.js'

/** A list of object names. */
export class ObjectNames implements ObjectCollection {
  readonly names: readonly string[]

  constructor(names: Iterable<string>) {
    this.names = [...names]
  }

  get count(): bigint {
    return BigInt(this.names.length)
  }

  get value(): SelectionValue {
    return { objnames: this.names }
  }

  /** Refuses an empty list, which AIStore takes for the whole bucket, and names that cannot be. */
  check(operation: string): InvalidInputError | undefined {
    if (this.names.length === 0)
      return invalidInput(operation, 'objNames', 'must not be empty: AIStore takes an empty list for the whole bucket')
    for (const [index, name] of this.names.entries()) {
      const problem = checkObjectName(operation, name, `objNames[${index}]`)
      if (problem !== undefined) return problem
    }
    return undefined
  }

  [Symbol.iterator](): Iterator<string> {
    return this.names[Symbol.iterator]()
  }
}
