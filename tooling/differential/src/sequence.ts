import fc from 'fast-check'
import * as archives from './kinds/archives.ts'
import * as batches from './kinds/batches.ts'
import * as buckets from './kinds/buckets.ts'
import * as groups from './kinds/groups.ts'
import * as listings from './kinds/listings.ts'
import * as objects from './kinds/objects.ts'
import * as uploads from './kinds/uploads.ts'
import type { Step } from './step.ts'

const kinds: readonly fc.WeightedArbitrary<Step>[] = [
  ...Object.values(objects),
  ...Object.values(uploads),
  ...Object.values(archives),
  ...Object.values(listings),
  ...Object.values(groups),
  ...Object.values(buckets),
  ...Object.values(batches),
]

/** Any operation. */
const step: fc.Arbitrary<Step> = fc.oneof(...kinds)

/** A sequence of operations on one bucket. */
export const sequence: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 1, maxLength: 20 })
