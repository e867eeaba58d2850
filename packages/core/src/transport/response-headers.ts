/** Response headers by lower-case name; repeated headers keep every line. */
export interface ResponseHeaders {
  /** The first line of a header, decoded as UTF-8; `undefined` when absent. */
  get(name: string): string | undefined
  /** Every line of a header in order, decoded as UTF-8; empty when absent. */
  getAll(name: string): readonly string[]
  /** All names, lower case. */
  names(): readonly string[]
}
