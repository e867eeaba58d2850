/** A feature that the SDK owes. */
export interface ManifestRow {
  /** Its name in the Python SDK, or `api.…` for what only AIStore's Go package has. Names it in the suite too. */
  readonly python: string
  /** Where it is in this SDK. */
  readonly package: `@ais/${string}`
  /** How it is called there, as code; empty where there is nothing of the kind. */
  readonly here: string
  /** How the nouns of `@ais/client` have it, where the package by itself calls it otherwise. */
  readonly inClient?: string
  /** What a Python user must know beside the name. */
  readonly note?: string
}
