import { createHash } from 'node:crypto'
import { compareUtf8 } from '../store/utf8-order.js'
import { splitExtension, type DsortRecord } from './records.js'

/** How a request wants records ordered. */
export interface DsortAlgorithmMessage {
  readonly kind?: string
  readonly decreasing?: boolean
  readonly seed?: string
  readonly extension?: string
  readonly content_key_type?: string
}

const hash = (text: string): string => createHash('md5').update(text).digest('hex')

/** The key that a record has in the member with the extension. @throws Error for a record without, or of another type */
const contentKey = (
  record: DsortRecord,
  { extension, content_key_type: type }: DsortAlgorithmMessage,
): string | number => {
  const member = record.members.find(({ path }) => splitExtension(path)[1] === extension)
  if (member === undefined) throw new Error(`key is missing for "${record.shard}|${record.name}"`)
  const text = Buffer.from(member.bytes).toString('utf8').trim()
  if (type === 'string') return text
  const number = Number(text)
  if (text === '' || Number.isNaN(number) || (type === 'int' && !Number.isInteger(number)))
    throw new Error(`key of "${record.shard}|${record.name}" is no ${String(type)}`)
  return number
}

type Comparison = (a: DsortRecord, b: DsortRecord) => number

/** What AIStore sorts by: the path of the record's first file, with its extension. */
const pathOf = ({ members, name }: DsortRecord): string => members[0]?.path ?? name

const byPath: Comparison = (a, b) => compareUtf8(pathOf(a), pathOf(b))

const comparison = (records: readonly DsortRecord[], algorithm: DsortAlgorithmMessage): Comparison | undefined => {
  switch (algorithm.kind ?? '') {
    case 'none':
      return undefined
    case 'md5':
      return (a, b) => (hash(pathOf(a)) < hash(pathOf(b)) ? -1 : 1)
    case 'shuffle': {
      // The same seed gives the same order, whatever it is.
      const seed = algorithm.seed ?? ''
      const places = new Map(records.map((record) => [record, hash(`${seed}\n${record.shard}\n${record.name}`)]))
      return (a, b) => ((places.get(a) ?? '') < (places.get(b) ?? '') ? -1 : 1)
    }
    case 'content': {
      const keys = new Map(records.map((record) => [record, contentKey(record, algorithm)]))
      return (a, b) => {
        const [x = '', y = ''] = [keys.get(a), keys.get(b)]
        if (x === y) return byPath(a, b)
        return x < y ? -1 : 1
      }
    }
    default:
      return byPath
  }
}

/** What a map finds the record by. @throws Error for a record without a key */
export const keyOf = (record: DsortRecord, algorithm: DsortAlgorithmMessage): string => {
  if (algorithm.kind === 'content') return String(contentKey(record, algorithm))
  return algorithm.kind === 'md5' ? hash(pathOf(record)) : pathOf(record)
}

/** Puts records in order. @throws Error for a record without a key */
export const inOrder = (records: readonly DsortRecord[], algorithm: DsortAlgorithmMessage): readonly DsortRecord[] => {
  const compare = comparison(records, algorithm)
  if (compare === undefined) return records
  const ordered = records.toSorted(compare)
  return algorithm.decreasing === true ? ordered.toReversed() : ordered
}
