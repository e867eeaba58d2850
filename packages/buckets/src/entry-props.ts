import type { ResponseHeaders } from '@ais/core'
import { ObjectProps } from '@ais/objects'
import type { BucketEntry } from './bucket-entry.js'

/** Makes an object's properties of what a listing tells of it; what was not asked for stays empty. */
export const propsOfEntry = (entry: BucketEntry): ObjectProps => {
  const values: Readonly<Record<string, string>> = {
    'ais-name': entry.name,
    'ais-checksum-value': entry.checksum,
    'ais-atime': entry.atime,
    'ais-version': entry.version,
    'ais-location': entry.location,
    'ais-mirror-copies': String(entry.copies),
    'content-length': String(entry.size),
    'ais-present': String(entry.isCached()),
  }
  const get = (name: string): string | undefined => {
    const key = name.toLowerCase()
    const value = Object.hasOwn(values, key) ? values[key] : undefined
    return value === '' ? undefined : value
  }
  const headers: ResponseHeaders = {
    get,
    getAll: (name) => {
      const value = get(name)
      return value === undefined ? [] : [value]
    },
    names: () => Object.keys(values).filter((name) => get(name) !== undefined),
  }
  return new ObjectProps(headers)
}
