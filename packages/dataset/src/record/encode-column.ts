import { invalidInput } from '@ais/core'
import type { ColumnValue } from './dataset-record.js'
import { StoredContent } from './stored-content.js'

/** Makes a value that is neither bytes nor text into one of them; `undefined` leaves it to the rules of WebDataset. */
export type ColumnEncoder = (column: string, value: ColumnValue) => Uint8Array | string | undefined

/** A column's content as it is written. */
export interface EncodedColumn {
  readonly sizeBytes: number
  readonly open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

const utf8 = new TextEncoder()
const numbers = new Set(['cls', 'cls2', 'class', 'count', 'index', 'inx', 'id'])
const documents = new Set(['json', 'jsn'])

const ofBytes = (bytes: Uint8Array): EncodedColumn => ({ sizeBytes: bytes.length, open: () => [bytes] })

const asNumber = (value: ColumnValue): string | undefined =>
  typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : undefined

const asJson = (value: ColumnValue): string | undefined => {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

const byExtension = (column: string, value: ColumnValue): string | undefined => {
  const extension = column.slice(column.lastIndexOf('.') + 1).toLowerCase()
  if (numbers.has(extension)) return asNumber(value)
  return documents.has(extension) ? asJson(value) : undefined
}

/**
 * Encodes a column as Python's webdataset does: bytes and text as they are, numbers of `cls`, `count`, `id`, … in decimal, `json` as JSON.
 * @throws InvalidInputError for a value that the column's extension has no form for
 */
export const encodeColumn = (
  operation: string,
  key: string,
  [column, value]: readonly [string, ColumnValue],
  encoder?: ColumnEncoder,
): EncodedColumn => {
  if (value instanceof StoredContent) return value
  if (value instanceof Uint8Array) return ofBytes(value)
  if (value instanceof ArrayBuffer) return ofBytes(new Uint8Array(value))
  if (typeof value === 'string') return ofBytes(utf8.encode(value))
  const encoded = encoder?.(column, value) ?? byExtension(column, value)
  if (encoded === undefined)
    throw invalidInput(
      operation,
      'column',
      `'${column}' of '${key}' has a value (${value === null ? 'null' : typeof value}) that its extension has no form for; give bytes, text or an encoder`,
    )
  return ofBytes(typeof encoded === 'string' ? utf8.encode(encoded) : encoded)
}
