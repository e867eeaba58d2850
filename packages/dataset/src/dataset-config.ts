import type { ConfigAttribute, PrimaryAttribute } from './attributes/config-attribute.js'
import type { ColumnValue } from './record/dataset-record.js'
import { numberedKey } from './shard-options.js'

/** What a dataset consists of. */
export interface DatasetConfigOptions {
  /** Decides which samples there are. */
  readonly primaryAttribute: PrimaryAttribute
  /** The other columns, looked up by the primary one's stem. @defaultValue none */
  readonly secondaryAttributes?: readonly ConfigAttribute[]
}

/** A sample as a config gives it. */
export interface ConfiguredSample {
  /** `sample_000012`: its number among all samples of the primary attribute, those that miss values too. */
  readonly key: string
  readonly stem: string
  readonly columns: readonly (readonly [string, ColumnValue])[]
  /** Columns without a value. */
  readonly missing: readonly string[]
}

/** How samples are put together from files, objects and labels. */
export class DatasetConfig {
  readonly primaryAttribute: PrimaryAttribute
  readonly secondaryAttributes: readonly ConfigAttribute[]

  constructor({ primaryAttribute, secondaryAttributes = [] }: DatasetConfigOptions) {
    this.primaryAttribute = primaryAttribute
    this.secondaryAttributes = secondaryAttributes
  }

  /** Yields the samples in the order of the primary attribute; `maxCount` gives the keys' number of digits. */
  async *generateDataset(maxCount: number): AsyncGenerator<ConfiguredSample> {
    const attributes: readonly ConfigAttribute[] = [this.primaryAttribute, ...this.secondaryAttributes]
    let number = 0
    for await (const stem of this.primaryAttribute.entries()) {
      const columns: (readonly [string, ColumnValue])[] = []
      const missing: string[] = []
      for (const attribute of attributes) {
        const value = await attribute.getDataForEntry(stem)
        if (value === undefined) missing.push(attribute.column)
        else columns.push([attribute.column, value])
      }
      yield { key: numberedKey(number++, maxCount), stem, columns, missing }
    }
  }
}
