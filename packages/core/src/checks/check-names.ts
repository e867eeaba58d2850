import type { InvalidInputError } from '../errors/invalid-input-error.js'
import { bucketNameProblem } from '../wire/bucket-name.js'
import { objectNameProblem } from '../wire/object-name.js'
import { parseProvider } from '../wire/provider.js'
import type { BucketRef } from '../bucket-ref.js'
import { invalidInput } from './invalid-input.js'

const problemOf = (
  rule: (name: string) => string | undefined,
  operation: string,
  field: string,
  name: unknown,
): InvalidInputError | undefined => {
  const reason = typeof name === 'string' ? rule(name) : 'must be a string'
  return reason === undefined ? undefined : invalidInput(operation, field, reason)
}

/** Checks a bucket's name by AIStore's rules. */
export const checkBucketName = (
  operation: string,
  name: string,
  field = 'bucket name',
): InvalidInputError | undefined => problemOf(bucketNameProblem, operation, field, name)

/** Checks an object's name by AIStore's rules; see `objectNameProblem`. */
export const checkObjectName = (
  operation: string,
  name: string,
  field = 'object name',
): InvalidInputError | undefined => problemOf(objectNameProblem, operation, field, name)

const namespacePart = /^@?[A-Za-z0-9_.-]*$/

/** Checks name, provider and namespace of a bucket. */
export const checkBucket = (operation: string, bucket: BucketRef): InvalidInputError | undefined => {
  const nameProblem = checkBucketName(operation, bucket.name)
  if (nameProblem !== undefined) return nameProblem
  if (bucket.provider !== undefined && parseProvider(bucket.provider) !== bucket.provider)
    return invalidInput(operation, 'provider', `must be ais, aws, gcp, azure or oci, got '${String(bucket.provider)}'`)
  const { uuid, name } = bucket.namespace ?? { uuid: '', name: '' }
  return namespacePart.test(uuid) && namespacePart.test(name)
    ? undefined
    : invalidInput(operation, 'namespace', "may contain letters, digits, '_', '-' and '.' only")
}
