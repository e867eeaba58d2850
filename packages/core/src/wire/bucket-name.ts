const allowed = /^[A-Za-z0-9_.-]+$/

/** Longest bucket name, in characters. */
export const maxBucketNameLength = 64

/**
 * Says why a name cannot be a bucket's, or gives `undefined`.
 * @wire cmn/cos/name.go CheckAlphaPlus
 */
export const bucketNameProblem = (name: string): string | undefined => {
  if (name === '') return 'must not be empty'
  if (name.length > maxBucketNameLength) return `must not be longer than ${maxBucketNameLength} characters`
  if (!allowed.test(name)) return "may contain letters, digits, '_', '-' and '.' only"
  if (name.startsWith('.')) return "must not start with '.'"
  return name.includes('..') ? "must not contain '..'" : undefined
}
