import type { Bucket, Client } from '@ais/client'
import type fc from 'fast-check'

/** What a sequence has on one endpoint: a bucket that most is done in, and another one. */
export interface Place {
  readonly client: Client
  readonly bucket: Bucket
  readonly other: Bucket
}

/** One operation of a sequence. Printed it is its kind and its input. */
export interface Step {
  readonly kind: string
  readonly input: unknown
  /** Does it; gives only what must be the same everywhere, as plain data. */
  readonly run: (place: Place) => Promise<unknown>
}

/** A kind of operation: what it is given, and what is done. */
export interface StepKind<Input> {
  readonly weight: number
  readonly arbitrary: fc.Arbitrary<Step>
  readonly step: (input: Input) => Step
}

/**
 * Makes a kind of operation.
 * @param weight - how often it is drawn, in relation to the others
 */
export const stepKind = <Input>(
  kind: string,
  weight: number,
  input: fc.Arbitrary<Input>,
  run: (place: Place, input: Input) => Promise<unknown>,
): StepKind<Input> => {
  const step = (given: Input): Step => ({ kind, input: given, run: (place) => run(place, given) })
  return { weight, arbitrary: input.map(step), step }
}
