import { customMetadataLines } from '@ais/objects/wire'
import type { ObjectRecord } from '../../store/store.js'

type Headers = Record<string, string | readonly string[]>

// Each adds to the headers that it is given: most answers have several of them.

export const checksumHeaders = (record: ObjectRecord, headers: Headers = {}): Headers => {
  if (record.checksumType === 'none') return headers
  headers['Ais-Checksum-Type'] = record.checksumType
  headers['Ais-Checksum-Value'] = record.checksumValue
  return headers
}

export const versionHeaders = (record: ObjectRecord, headers: Headers = {}): Headers => {
  if (record.version > 0) headers['Ais-Version'] = String(record.version)
  return headers
}

export const customHeaders = (record: ObjectRecord, headers: Headers = {}): Headers => {
  const lines = customMetadataLines(record.custom)
  if (lines.length > 0) headers['Ais-Custom-Md'] = lines
  return headers
}

/** Headers that every GET and HEAD of an object has, and the answer to a PUT but for the custom metadata. */
export const attributeHeaders = (record: ObjectRecord): Headers =>
  versionHeaders(record, checksumHeaders(record, { 'Ais-Atime': String(record.atimeNs) }))
