import { invalidInput, type InvalidInputError } from '@ais/core'
import { maxTemplateNames, type ObjectCollection, type SelectionValue } from './object-collection.js'
import { countOf, expandRanges, parseTemplate, type NameTemplate } from './wire/template.js'

const isBalanced = (template: string): boolean => {
  let open = 0
  for (const character of template) {
    if (character === '{') open += 1
    if (character === '}') open -= 1
    if (open < 0 || open > 1) return false
  }
  return open === 0
}

/**
 * Names by AIStore's template: `shard-{0000..0999}.tar`, with a step `{0..9..3}`, several ranges, `shard-@0999`, or a prefix.
 * Iterating makes one name at a time, whatever the count.
 */
export class ObjectTemplate implements ObjectCollection {
  readonly template: string
  readonly #parsed: NameTemplate

  constructor(template: string) {
    this.template = template
    this.#parsed = parseTemplate(template)
  }

  get count(): bigint | undefined {
    return this.#parsed.kind === 'ranges' ? countOf(this.#parsed.ranges) : undefined
  }

  get value(): SelectionValue {
    return { template: this.template }
  }

  /** Refuses what AIStore refuses, what it takes for the whole bucket, unbalanced braces, and more than 10,000,000 names. */
  check(operation: string): InvalidInputError | undefined {
    const problem = this.#problem()
    return problem === undefined ? undefined : invalidInput(operation, 'objTemplate', problem)
  }

  #problem(): string | undefined {
    if (this.#parsed.kind === 'all') return `must not be '${this.template}': AIStore takes it for the whole bucket`
    if (this.#parsed.kind === 'invalid') return this.#parsed.reason
    // AIStore takes a lone brace for a part of the name, which is hardly ever meant.
    if (!isBalanced(this.template)) return `has braces that do not match: '${this.template}'`
    const { count } = this
    return count !== undefined && count > maxTemplateNames
      ? `stands for ${count} names, more than ${maxTemplateNames}: split it`
      : undefined
  }

  /** @throws InvalidInputError for a prefix, whose names only the bucket knows, and for a template that cannot be */
  *[Symbol.iterator](): Generator<string> {
    const operation = 'multiobj.expand'
    if (this.#parsed.kind === 'prefix')
      throw invalidInput(
        operation,
        'objTemplate',
        `'${this.template}' is a prefix: list the bucket with it to know the names`,
      )
    if (this.#parsed.kind !== 'ranges' || !isBalanced(this.template))
      throw this.check(operation) ?? invalidInput(operation, 'objTemplate', 'cannot be expanded')
    yield* expandRanges(this.#parsed.prefix, this.#parsed.ranges)
  }
}
