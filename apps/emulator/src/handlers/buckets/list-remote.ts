import type { BackendEntry, BackendListQuery } from '../../backends/backend.js'
import { backendBucket } from '../../backends/backends.js'
import { requireBackend } from '../../backends/remote-objects.js'
import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import { formatListTime } from '../../rules/go-time.js'
import type { HandlerContext } from '../../server/handler.js'
import type { ObjectRecord } from '../../store/store.js'
import { compareUtf8 } from '../../store/utf8-order.js'
import { nodeName } from '../../topology/node.js'
import { entryFlag, goMap, type ListEntry } from './list-entries.js'
import { listFlag, type ListMessage } from './list-message.js'

/** A page that no client can tell from the end of a bucket. */
const allOfIt = Number.MAX_SAFE_INTEGER

const has = (message: ListMessage, flag: bigint): boolean => (message.flags & flag) !== 0n

/** What the backend says is passed on as it is, without looking at what the cluster holds. @wire api/apc/lsmsg.go WantOnlyRemoteProps */
const isBackendOnly = (message: ListMessage): boolean =>
  !has(message, listFlag.diff | listFlag.notCached) &&
  (message.givenProps === '' || has(message, listFlag.onlyRemoteProps | listFlag.nameOnly | listFlag.nameSize))

const queryOf = (message: ListMessage): BackendListQuery => ({
  prefix: message.prefix,
  pageSize: message.pageSize,
  token: message.token,
  startAfter: message.startAfter,
  props: [...message.props].join(','),
  // The backend is not asked about this cluster, and tells no differences with it.
  flags: message.flags & ~(listFlag.diff | listFlag.cached),
  timeFormat: message.timeFormat,
})

/** An entry with what the cluster knows better, as it holds the object. @wire xact/xs/wanted_lso.go setWanted */
const withRecord = (
  entry: BackendEntry,
  record: ObjectRecord,
  bucket: EmulatedBucket,
  message: ListMessage,
  context: HandlerContext,
): ListEntry => {
  const { props, timeFormat } = message
  const owner = context.cluster.topology.owner(bucket.uname + record.name)
  const isOther =
    (entry.size !== undefined && entry.size !== record.sizeBytes) ||
    (has(message, listFlag.diff) && entry.version !== undefined && entry.version !== String(record.version))
  const custom = entry.custom ?? (Object.keys(record.custom).length === 0 ? undefined : goMap(record.custom))
  return {
    ...entry,
    ...(props.has('checksum') && record.checksumValue !== '' ? { checksum: record.checksumValue } : {}),
    ...(props.has('atime') ? { atime: formatListTime(record.atimeNs, timeFormat) } : {}),
    ...(props.has('location') ? { location: `${nodeName(owner)}:mp[/${owner.id}/mp1, vda, ssd]` } : {}),
    ...(props.has('custom') && custom !== undefined ? { custom } : {}),
    ...(props.has('size') && record.sizeBytes > 0 ? { size: record.sizeBytes } : {}),
    ...(props.has('copies') ? { copies: 1 } : {}),
    flags: entry.flags | entryFlag.cached | (isOther ? entryFlag.newerAtBackend : 0),
  }
}

/** What the cluster holds between two names of a page and the backend does not. */
const deletedAtBackend = (
  entries: readonly BackendEntry[],
  token: string,
  bucket: EmulatedBucket,
  message: ListMessage,
  context: HandlerContext,
): readonly ListEntry[] => {
  const there = new Set(entries.map(({ name }) => name))
  const after = message.token === '' ? message.startAfter : message.token
  return context.cluster.store
    .list({ bucket: bucket.uname, prefix: message.prefix, after, limit: allOfIt })
    .filter(({ name }) => !there.has(name) && (token === '' || compareUtf8(name, token) <= 0))
    .map((record) => ({
      name: record.name,
      ...(message.props.has('size') && record.sizeBytes > 0 ? { size: record.sizeBytes } : {}),
      flags: entryFlag.cached | entryFlag.deletedAtBackend,
    }))
}

/** A page of a remote bucket: what the backend lists, with what the cluster holds of it. @wire xact/xs/nextpage.go filterAddLmeta */
export const listRemotePage = async (
  bucket: EmulatedBucket,
  message: ListMessage,
  context: HandlerContext,
): Promise<{ readonly entries: readonly ListEntry[]; readonly token: string }> => {
  const { store } = context.cluster
  const backend = requireBackend(bucket, context.cluster)
  const page = await backend.list(backendBucket(bucket), queryOf(message))
  if (isBackendOnly(message))
    return { entries: page.entries.map((entry) => withoutUnasked(entry, message)), token: page.token }
  const entries = page.entries.flatMap((entry): readonly ListEntry[] => {
    if ((entry.flags & entryFlag.directory) !== 0) return [entry]
    const plain = { ...withoutUnasked(entry, message), flags: entry.flags & ~entryFlag.cached }
    const record = store.head({ bucket: bucket.uname, name: entry.name })
    if (record === undefined) return [plain]
    return has(message, listFlag.notCached) ? [] : [withRecord(plain, record, bucket, message, context)]
  })
  if (!has(message, listFlag.diff)) return { entries, token: page.token }
  const deleted = deletedAtBackend(page.entries, page.token, bucket, message, context)
  return { entries: [...entries, ...deleted].toSorted((a, b) => compareUtf8(a.name, b.name)), token: page.token }
}

/** A cloud tells more than was asked for. */
const withoutUnasked = (entry: BackendEntry, { props }: ListMessage): ListEntry => ({
  name: entry.name,
  ...(entry.checksum !== undefined && props.has('checksum') ? { checksum: entry.checksum } : {}),
  ...(entry.atime !== undefined && props.has('atime') ? { atime: entry.atime } : {}),
  ...(entry.version !== undefined && props.has('version') ? { version: entry.version } : {}),
  ...(entry.location !== undefined && props.has('location') ? { location: entry.location } : {}),
  ...(entry.custom !== undefined && props.has('custom') ? { custom: entry.custom } : {}),
  ...(entry.size !== undefined && props.has('size') ? { size: entry.size } : {}),
  ...(entry.copies !== undefined && props.has('copies') ? { copies: entry.copies } : {}),
  flags: entry.flags,
})
