import type { ResponseHeaders } from '@ais/core'
import { checksumTypeHeader, checksumValueHeader, parseContentRange } from '@ais/core/wire'
import { customMetadataHeader, parseCustomMetadata, type CustomMetadata } from './wire/custom-metadata.js'

const count = (text: string | undefined): number => {
  const value = /^\s*\d+\s*$/.test(text ?? '') ? Number(text) : 0
  return Number.isSafeInteger(value) ? value : 0
}

const noHeaders: ResponseHeaders = { get: () => undefined, getAll: () => [], names: () => [] }

/**
 * Attributes of an object as every GET and HEAD tells them in headers; what is missing or malformed is `''`, 0 or empty.
 * @wire cmn/objattrs.go
 */
export class ObjectAttributes {
  /** All headers of the answer. */
  readonly headers: ResponseHeaders

  constructor(headers: ResponseHeaders = noHeaders) {
    this.headers = headers
  }

  /** Size of the whole object in bytes, also after reading a range of it. */
  get size(): number {
    return parseContentRange(this.headers.get('content-range'))?.total ?? count(this.headers.get('content-length'))
  }

  /** AIStore's name of the checksum algorithm, as in `xxhash2`. */
  get checksumType(): string {
    return this.headers.get(checksumTypeHeader) ?? ''
  }

  /** Checksum of the whole object, lower-case hex, also after reading a range of it. */
  get checksumValue(): string {
    return this.headers.get(checksumValueHeader) ?? ''
  }

  /** Time of the last access, Unix nanoseconds as decimal text. */
  get accessTime(): string {
    return this.headers.get('ais-atime') ?? ''
  }

  /** Version; counts up from `1` in AIS buckets. */
  get objVersion(): string {
    return this.headers.get('ais-version') ?? ''
  }

  /** Custom metadata, text by key. */
  get customMetadata(): CustomMetadata {
    return parseCustomMetadata(this.headers.getAll(customMetadataHeader))
  }

  /** Whether the object is in the cluster; a remote one may not be. */
  get present(): boolean {
    return this.headers.get('ais-present') === 'true'
  }
}
