import type { ColumnValue } from '../record/dataset-record.js'

/** Where a column of a dataset comes from. Samples are known by their stem: the name of the primary file without folder and extension. */
export interface ConfigAttribute {
  /** The column's name in the shards, as in `image.jpg`. */
  readonly column: string
  /** The column's value for a sample; `undefined` when there is none. */
  getDataForEntry(stem: string): Promise<ColumnValue | undefined> | ColumnValue | undefined
}

/** An attribute that decides which samples there are. */
export interface PrimaryAttribute extends ConfigAttribute {
  /** Stems of all samples, in their order. */
  entries(): AsyncIterable<string>
}

/** What files and objects of one type have in common. */
export interface TypedAttributeOptions {
  /** The attribute's name; the column is `<name>.<fileType>`. */
  readonly name: string
  /** Extension without a dot, as in `jpg`. */
  readonly fileType: string
}

/** The stem of a name with this extension and without folders; `undefined` for other names. */
export const stemOf = (name: string, fileType: string): string | undefined => {
  const end = `.${fileType}`
  return name.endsWith(end) && name.length > end.length && !name.includes('/') ? name.slice(0, -end.length) : undefined
}
