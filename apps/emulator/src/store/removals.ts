import type { ObjectKey } from './store.js'

/** `ais/@#/b/` as messages have it; namespaces other than the global one stay. */
const uriOf = ({ bucket, name }: ObjectKey): string => {
  const [provider = '', namespace = '', bucketName = ''] = bucket.split('/')
  return `${provider}://${namespace === '@#' ? '' : `${namespace}/`}${bucketName}/${name}`
}

/** The bucket went away while its content was received; nothing was stored. @wire AIStore's `errBdir` */
export class BucketGone extends Error {
  constructor(key: ObjectKey) {
    super(`${uriOf(key)}: missing bdir (bucket exists?)`)
  }
}

/** Which buckets went away, so that content that was begun before is not stored for nobody, or in another bucket of that name. */
export class Removals {
  readonly #at = new Map<string, number>()
  #count = 0

  /** A bucket was removed, or has another name now. */
  note(bucket: string): void {
    this.#count += 1
    this.#at.set(bucket, this.#count)
  }

  /** What content remembers when it is begun. */
  now(): number {
    return this.#count
  }

  /** @throws BucketGone when the bucket went away since then */
  check(key: ObjectKey, begun: number): void {
    if ((this.#at.get(key.bucket) ?? 0) > begun) throw new BucketGone(key)
  }
}
