import { customMetadataLines } from '@ais/objects/wire'
import type { EmulatorReply } from '../../server/handler.js'
import type { ObjectRecord } from '../../store/store.js'

type Headers = NonNullable<EmulatorReply['headers']>

export const checksumHeaders = (record: ObjectRecord): Headers =>
  record.checksumType === 'none'
    ? {}
    : { 'Ais-Checksum-Type': record.checksumType, 'Ais-Checksum-Value': record.checksumValue }

export const versionHeaders = (record: ObjectRecord): Headers =>
  record.version > 0 ? { 'Ais-Version': String(record.version) } : {}

export const customHeaders = (record: ObjectRecord): Headers => {
  const lines = customMetadataLines(record.custom)
  return lines.length === 0 ? {} : { 'Ais-Custom-Md': lines }
}

/** Headers that every GET and HEAD of an object has, and the answer to a PUT but for the custom metadata. */
export const attributeHeaders = (record: ObjectRecord): Headers => ({
  'Ais-Atime': String(record.atimeNs),
  ...checksumHeaders(record),
  ...versionHeaders(record),
})
