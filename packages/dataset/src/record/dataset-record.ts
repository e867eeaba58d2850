import { firstProblem, invalidInput, type InvalidInputError } from '@ais/core'
import type { StoredContent } from './stored-content.js'

/**
 * A column's value. Bytes, stored content and text are written as they are; anything else by the column's extension: `json` as JSON,
 * `cls`, `count`, `id`, `index` and the like as a decimal number.
 */
export type ColumnValue = Uint8Array | ArrayBuffer | StoredContent | string | number | bigint | boolean | null | object

/**
 * A sample: its key under `__key__`, and columns by name, `{ __key__: 'a', 'image.jpg': bytes, cls: 3 }`. Also as pairs, or a Map.
 * A column that is `undefined` is left out.
 */
export type DatasetRecord =
  | { readonly __key__: string; readonly [column: string]: ColumnValue | undefined }
  | Iterable<readonly [string, ColumnValue | undefined]>

/** A record that was looked through: columns in the order in which they are written. */
export interface ParsedRecord {
  readonly key: string
  readonly columns: readonly (readonly [string, ColumnValue])[]
}

const isPairs = (record: DatasetRecord): record is Iterable<readonly [string, ColumnValue | undefined]> =>
  Symbol.iterator in record

// What Python's webdataset splits a member's path at; a key or column that it would split elsewhere does not come back.
const keyProblem = (operation: string, key: unknown): InvalidInputError | undefined => {
  const refuse = (reason: string): InvalidInputError => invalidInput(operation, '__key__', reason)
  if (typeof key !== 'string' || key === '') return refuse('must be a text that is not empty')
  if (key.includes('\0')) return refuse(`must not contain a zero byte`)
  const parts = key.split('/')
  const own = parts.at(-1) ?? ''
  if (own === '' || own.includes('.')) return refuse(`'${key}' must not end in '/', nor have a dot in its last part`)
  return parts.some((part) => part === '' || part === '.' || part === '..')
    ? refuse(`'${key}' must not be absolute, nor have empty parts, '.' or '..'`)
    : undefined
}

const columnProblem = (operation: string, key: string, column: string): InvalidInputError | undefined =>
  column === '' || column.startsWith('_') || /[/\0]/.test(column)
    ? invalidInput(
        operation,
        'column',
        `'${column}' of '${key}' must not be empty, start with '_' (WebDataset's mark of what is not written), nor contain '/'`,
      )
    : undefined

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

/**
 * Looks a record through.
 * @throws InvalidInputError for one without key, with two, without columns, or with names that would not be read back
 */
export const parseRecord = (operation: string, record: DatasetRecord): ParsedRecord => {
  if (typeof record !== 'object' || record === null)
    throw invalidInput(operation, 'record', 'must be an object with __key__ and columns, a Map, or pairs')
  const entries: readonly (readonly [string, ColumnValue | undefined])[] = isPairs(record)
    ? [...record]
    : Object.entries(record)
  const keys = entries.filter(([name]) => name === '__key__')
  if (keys.length > 1) throw invalidInput(operation, '__key__', 'is there twice')
  const key = keys[0]?.[1]
  const problem = keyProblem(operation, key)
  if (problem !== undefined || typeof key !== 'string')
    throw problem ?? invalidInput(operation, '__key__', 'must be text')
  const columns = entries.flatMap(([name, value]) =>
    name === '__key__' || value === undefined ? [] : [[name, value] as const],
  )
  const names = columns.map(([name]) => name.toLowerCase())
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  const wrong = firstProblem(
    ...columns.map(([name]) => columnProblem(operation, key, name)),
    columns.length === 0 ? invalidInput(operation, 'record', `'${key}' has no column`) : undefined,
    // Readers take names of columns in lower case.
    twice === undefined ? undefined : invalidInput(operation, 'column', `'${twice}' of '${key}' is there twice`),
  )
  if (wrong !== undefined) throw wrong
  return { key, columns: columns.toSorted(byName) }
}
