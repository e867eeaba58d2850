import { checkInteger, firstProblem, invalidInput, type InvalidInputError } from '@ais/core'
import type { ObjectCollection, SelectionValue } from './object-collection.js'
import { ObjectTemplate } from './object-template.js'

/** Options of an {@link ObjectRange}. */
export interface ObjectRangeOptions {
  /** Digits that numbers are filled up to with zeros; 0 for none. The smallest must fit. @defaultValue 0 */
  readonly padWidth?: number
  /** From one number to the next, 1 or more. @defaultValue 1 */
  readonly step?: number
  /** What follows the number. @defaultValue '' */
  readonly suffix?: string
}

const operation = 'multiobj.range'

const problemOf = (
  minIndex: number | undefined,
  maxIndex: number | undefined,
  { padWidth = 0, step = 1, suffix = '' }: ObjectRangeOptions,
): InvalidInputError | undefined => {
  if (minIndex === undefined && maxIndex === undefined)
    return suffix === '' ? undefined : invalidInput(operation, 'suffix', 'needs minIndex and maxIndex')
  if (minIndex === undefined || maxIndex === undefined)
    return invalidInput(operation, minIndex === undefined ? 'minIndex' : 'maxIndex', 'must be given with the other')
  return firstProblem(
    checkInteger(operation, 'minIndex', minIndex, { min: 0 }),
    checkInteger(operation, 'maxIndex', maxIndex, { min: minIndex + 1 }),
    checkInteger(operation, 'step', step, { min: 1 }),
    checkInteger(operation, 'padWidth', padWidth, { min: 0, max: 64 }),
    padWidth !== 0 && String(minIndex).length > padWidth
      ? invalidInput(operation, 'padWidth', `is too small for minIndex ${minIndex}`)
      : undefined,
  )
}

const form = /^(.*)\{(\d+)\.\.(\d+)(?:\.\.(\d+))?\}([^{}]*)$/s

/** Names that differ by a number: `prefix`, a number from `minIndex` to `maxIndex`, both inclusive, `suffix`. Without numbers a prefix. */
export class ObjectRange implements ObjectCollection {
  readonly prefix: string
  readonly minIndex: number | undefined
  readonly maxIndex: number | undefined
  readonly padWidth: number
  readonly step: number
  readonly suffix: string

  /** @throws InvalidInputError for numbers that do not go together */
  constructor(prefix: string, minIndex?: number, maxIndex?: number, options: ObjectRangeOptions = {}) {
    const problem = problemOf(minIndex, maxIndex, options)
    if (problem !== undefined) throw problem
    this.prefix = prefix
    this.minIndex = minIndex
    this.maxIndex = maxIndex
    this.padWidth = options.padWidth ?? 0
    this.step = options.step ?? 1
    this.suffix = options.suffix ?? ''
  }

  /**
   * Reads a range like `input-{00..99..1}.txt`; the first bound tells the padding.
   * @throws InvalidInputError for another form, or numbers that do not go together
   */
  static fromString(range: string): ObjectRange {
    const [matched, prefix = '', min = '', max = '', step = '1', suffix = ''] = form.exec(range) ?? []
    if (matched === undefined)
      throw invalidInput(operation, 'range', `must be like 'input-{00..99..1}.txt', got '${range}'`)
    return new ObjectRange(prefix, Number(min), Number(max), { padWidth: min.length, step: Number(step), suffix })
  }

  get #template(): ObjectTemplate {
    return new ObjectTemplate(this.toString())
  }

  get count(): bigint | undefined {
    return this.#template.count
  }

  /** The same as a template of AIStore. */
  toString(): string {
    const { prefix, suffix, minIndex, maxIndex, step, padWidth } = this
    if (minIndex === undefined || maxIndex === undefined) return prefix
    const padded = (index: number): string => String(index).padStart(padWidth, '0')
    return `${prefix}{${padded(minIndex)}..${padded(maxIndex)}..${step}}${suffix}`
  }

  get value(): SelectionValue {
    return this.#template.value
  }

  /** Refuses what {@link ObjectTemplate} refuses. */
  check(name: string): InvalidInputError | undefined {
    return this.#template.check(name)
  }

  /** @throws InvalidInputError without numbers: only the bucket knows the names then */
  [Symbol.iterator](): Iterator<string> {
    return this.#template[Symbol.iterator]()
  }
}
