import type { InvalidInputError } from '@ais/core'

/** How a selection of names is sent. */
export type SelectionValue = { readonly objnames: readonly string[] } | { readonly template: string }

/** Names of objects, or a rule that makes them: iterating is lazy, and counting makes no names. */
export interface ObjectCollection extends Iterable<string> {
  /** How many names there are, exact; `undefined` for a prefix, which stands for what the bucket holds. */
  readonly count: bigint | undefined
  /** What is sent. */
  readonly value: SelectionValue
  /** What is wrong with it, for calls to refuse. */
  check(operation: string): InvalidInputError | undefined
}

/**
 * Most names that a call takes from a template, AIStore's own limit. Iterating has none.
 * @wire cmn/cos/template.go maxTemplateExpansion
 */
export const maxTemplateNames = 10_000_000n
