/** A feature that the SDK owes. */
export interface ManifestRow {
  /** Its name in the Python SDK, or `api.…` for what only AIStore's Go package has. Names it in the suite too. */
  readonly python: string
  /** Where it is in this SDK. */
  readonly package: `@ais/${string}`
  /** How it is called there. */
  readonly here: string
}
