import type { DsortSpec } from '../dsort-spec.js'

/** What sorts need of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  /**
   * Reads a spec out of a `.json`, `.yaml` or `.yml` file.
   * @throws InvalidInputError for what is none; LocalFileError; NotSupportedError where there are no files
   */
  readSpec(operation: string, path: string): Promise<DsortSpec>
}
