import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import { archiveFormatOf } from '../../rules/archive-format.js'
import { listArchive } from '../../rules/archives.js'
import { copiesOf } from '../../buckets/bucket-props.js'
import { formatListTime } from '../../rules/go-time.js'
import type { HandlerContext } from '../../server/handler.js'
import type { ObjectRecord } from '../../store/store.js'
import { nodeName } from '../../topology/node.js'
import { compareUtf8 } from '../../store/utf8-order.js'
import { listFlag, type ListMessage } from './list-message.js'

/** Bits of an entry's flags. @wire cmn/objlist.go */
export const entryFlag = {
  cached: 64,
  inArchive: 128,
  directory: 256,
  isArchive: 512,
  newerAtBackend: 1024,
  deletedAtBackend: 2048,
  chunked: 8192,
} as const

/** An entry of a page; absent fields are left out of both encodings. */
export interface ListEntry {
  readonly name: string
  readonly checksum?: string
  readonly atime?: string
  readonly version?: string
  readonly location?: string
  readonly custom?: string
  readonly size?: number
  readonly copies?: number
  readonly flags: number
}

/** How Go prints a map, keys sorted: what listings show of custom metadata. */
export const goMap = (custom: Readonly<Record<string, string>>): string =>
  `[${Object.entries(custom)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}:${value}`)
    .join(' ')}]`

const isNamesOnly = (props: ReadonlySet<string>): boolean => props.size === 1 && props.has('name')

const locationOf = (uname: string, { cluster }: HandlerContext): string => {
  const owner = cluster.topology.owner(uname)
  return `${nodeName(owner)}:mp[/${owner.id}/mp1, vda, ssd]`
}

const entryOf = (
  record: ObjectRecord,
  bucket: EmulatedBucket,
  message: ListMessage,
  context: HandlerContext,
): ListEntry => {
  const { props, timeFormat } = message
  const entry: { -readonly [Field in keyof ListEntry]: ListEntry[Field] } = {
    name: record.name,
    // For names alone AIStore does not look at the objects.
    flags: entryFlag.cached | (record.chunks === undefined || isNamesOnly(props) ? 0 : entryFlag.chunked),
  }
  if (props.has('checksum') && record.checksumValue !== '') entry.checksum = record.checksumValue
  if (props.has('atime')) entry.atime = formatListTime(record.atimeNs, timeFormat)
  if (props.has('version') && record.version > 0) entry.version = String(record.version)
  if (props.has('location')) entry.location = locationOf(bucket.uname + record.name, context)
  if (props.has('custom') && Object.keys(record.custom).length > 0) entry.custom = goMap(record.custom)
  if (props.has('size') && record.sizeBytes > 0) entry.size = record.sizeBytes
  if (props.has('copies')) entry.copies = copiesOf(bucket.props)
  return entry
}

const membersOf = async (
  record: ObjectRecord,
  bucket: EmulatedBucket,
  context: HandlerContext,
): Promise<readonly ListEntry[]> => {
  const members = await listArchive(context.cluster.store, { bucket: bucket.uname, name: record.name })
  return members
    .toSorted((a, b) => compareUtf8(a.path, b.path))
    .map(({ path, sizeBytes }) => ({
      name: `${record.name}/${path}`,
      // Whatever props are asked for.
      ...(sizeBytes > 0 ? { size: sizeBytes } : {}),
      flags: entryFlag.cached | entryFlag.inArchive,
    }))
}

/** The directory just below the prefix that a name lies in, `''` for a name that lies in none. A prefix that is a directory is entered. */
const directoryOf = (name: string, prefix: string): string => {
  const isEntered = prefix !== '' && name.startsWith(`${prefix}/`)
  const slash = name.indexOf('/', prefix.length + (isEntered ? 1 : 0))
  return slash < 0 ? '' : name.slice(0, slash + 1)
}

/** A name past all names in a directory. */
const pastDirectory = (directory: string): string => `${directory}\u{10ffff}`

/** The name that a page begins after. A directory's token is its name, and stands for all that is in it. */
const firstAfter = ({ token, startAfter }: ListMessage, isFlat: boolean): string => {
  if (token === '') return isFlat ? startAfter : ''
  return token.endsWith('/') && !isFlat ? pastDirectory(token) : token
}

/** One page of entries, and the token of the next; `''` at the end. */
export const listPage = async (
  bucket: EmulatedBucket,
  message: ListMessage,
  context: HandlerContext,
): Promise<{ readonly entries: readonly ListEntry[]; readonly token: string }> => {
  const { store, topology } = context.cluster
  const isFlat = (message.flags & listFlag.noRecursion) === 0n
  const expands = (message.flags & listFlag.archDir) !== 0n
  const entries: ListEntry[] = []
  let after = firstAfter(message, isFlat)
  let last = ''
  while (entries.length < message.pageSize) {
    const wanted = message.pageSize - entries.length
    const records = store.list({ bucket: bucket.uname, prefix: message.prefix, after, limit: isFlat ? wanted : 1 })
    const [record] = records
    if (record === undefined) return { entries, token: '' }
    // Without targets nobody could list it.
    topology.owner(bucket.uname)
    const directory = isFlat ? '' : directoryOf(record.name, message.prefix)
    if (directory !== '') {
      entries.push({ name: directory, flags: entryFlag.directory })
      after = pastDirectory(directory)
      last = directory
      continue
    }
    // `start_after` is of objects only: AIStore lists all directories.
    if (!isFlat && compareUtf8(record.name, message.startAfter) <= 0) {
      after = record.name
      continue
    }
    for (const one of records) {
      const isArchive = expands && archiveFormatOf(one.name) !== undefined
      const entry = entryOf(one, bucket, message, context)
      entries.push(isArchive ? { ...entry, flags: entry.flags | entryFlag.isArchive } : entry)
      if (isArchive) entries.push(...(await membersOf(one, bucket, context)))
    }
    after = records.at(-1)?.name ?? after
    last = after
  }
  return { entries, token: last }
}
