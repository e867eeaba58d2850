import type { ResponseHeaders } from '@ais/core'
import { ObjectProps } from '@ais/objects'
import type { BucketEntry } from './bucket-entry.js'

const values: Readonly<Record<string, (entry: BucketEntry) => string>> = {
  'ais-name': (entry) => entry.name,
  'ais-checksum-value': (entry) => entry.checksum,
  'ais-atime': (entry) => entry.atime,
  'ais-version': (entry) => entry.version,
  'ais-location': (entry) => entry.location,
  'ais-mirror-copies': (entry) => String(entry.copies),
  'content-length': (entry) => String(entry.size),
  'ais-present': (entry) => String(entry.isCached()),
}

/** What a listing tells, in the words of a HEAD; made when it is asked for, since most entries never are. */
class EntryHeaders implements ResponseHeaders {
  readonly #entry: BucketEntry

  constructor(entry: BucketEntry) {
    this.#entry = entry
  }

  get(name: string): string | undefined {
    const key = name.toLowerCase()
    const value = Object.hasOwn(values, key) ? values[key]?.(this.#entry) : undefined
    return value === '' ? undefined : value
  }

  getAll(name: string): readonly string[] {
    const value = this.get(name)
    return value === undefined ? [] : [value]
  }

  names(): readonly string[] {
    return Object.keys(values).filter((name) => this.get(name) !== undefined)
  }
}

/** Makes an object's properties of what a listing tells of it; what was not asked for stays empty. */
export const propsOfEntry = (entry: BucketEntry): ObjectProps => new ObjectProps(new EntryHeaders(entry))
