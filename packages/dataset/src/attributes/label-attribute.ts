import { InvalidInputError } from '@ais/core'
import type { ColumnValue } from '../record/dataset-record.js'
import type { ConfigAttribute } from './config-attribute.js'

type Label = ColumnValue | undefined

/** Options of {@link LabelAttribute}. */
export interface LabelAttributeOptions {
  /** The attribute's name, which is the column's: `cls` for numbers. */
  readonly name: string
  /** Gives the label of a stem; `undefined` is a missing value, `0` and `''` are labels. */
  readonly labelIdentifier: (stem: string) => Label | Promise<Label>
}

/** A column of what a function says of a sample's stem. */
export class LabelAttribute implements ConfigAttribute {
  readonly column: string
  readonly #identify: LabelAttributeOptions['labelIdentifier']

  constructor({ name, labelIdentifier }: LabelAttributeOptions) {
    this.column = name
    this.#identify = labelIdentifier
  }

  /** The label of a sample. @throws InvalidInputError when the function fails */
  async getDataForEntry(stem: string): Promise<Label> {
    try {
      return await this.#identify(stem)
    } catch (cause) {
      throw new InvalidInputError(
        'labelIdentifier',
        `failed for '${stem}': ${cause instanceof Error ? cause.message : String(cause)}`,
        { operation: 'dataset.label' },
        cause,
      )
    }
  }
}
