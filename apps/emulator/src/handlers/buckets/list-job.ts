import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { EmulatedJob } from '../../jobs/emulated-job.js'
import type { HandlerContext } from '../../server/handler.js'
import type { ListQuery, Store, WalkedObjects } from '../../store/store.js'
import { makeShortId } from '../../topology/node-ids.js'
import type { ListEntry } from './list-entries.js'
import type { ListMessage } from './list-message.js'

/** In the order of their bits. @wire api/apc/lsmsg.go appendFlags */
const flagNames =
  'cached missing deleted arch-dir name-only name-size bck-present no-head-remote no-add-remote not-cached only-remote-props no-recurs diff no-dirs s3 nbi'.split(
    ' ',
  )

/** Objects that a listing walks ahead of what it has sent: AIStore's default. */
const walkAhead = 128
/** Ends a listing that nobody goes on with: AIStore's default. */
const idleNs = 20_000_000_000n

/** Walks on from where it stopped before, until so many objects were seen or there are no more. */
const walkOn = (
  walked: WalkedObjects,
  query: Pick<ListQuery, 'bucket' | 'prefix'>,
  count: number,
  store: Store,
): WalkedObjects => {
  const more = store.walk({ ...query, after: walked.last, limit: Math.max(0, count - walked.count) })
  return more.count === 0
    ? walked
    : { count: walked.count + more.count, bytes: walked.bytes + more.bytes, last: more.last }
}

/** What a listing has sent so far. */
interface Sent {
  pages: number
  entries: number
  visited: number
  /** What it has walked over, which may be more than it tells of: as much of the bucket as that takes is counted, and only once. */
  walked: WalkedObjects
  totalNs: bigint
  maxNs: bigint
}

const micros = (ns: bigint): string => `${ns / 1000n}µs`

const asked = (bucket: EmulatedBucket, { givenProps, flags, prefix }: ListMessage): string => {
  const names = flagNames.filter((_, bit) => (flags & (1n << BigInt(bit))) !== 0n)
  const uri = `${messageUri(bucket)}${prefix === '' ? '' : `/${prefix}`}`
  return `${uri}${givenProps === '' ? '' : `, props:${givenProps}`}${names.length === 0 ? '' : `, flags:${names.join(',')}`}`
}

const sentByJob = new WeakMap<EmulatedJob, Sent>()

/** @wire xact/xs/lso.go CtlMsg */
const tell = (text: string, { pages, entries, totalNs, maxNs }: Sent): string =>
  ` ${text} job:[reqs:${pages} pages:${pages} entries:${entries} avg-lat:${micros(totalNs / BigInt(Math.max(1, pages)))} max-lat:${micros(maxNs)}]`

const start = (bucket: EmulatedBucket, message: ListMessage, { cluster }: HandlerContext, id: string): EmulatedJob => {
  const walked = { count: 0, bytes: 0, last: '' }
  const sent: Sent = { pages: 0, entries: 0, visited: 0, walked, totalNs: 0n, maxNs: 0n }
  const { name, provider, namespace } = bucket
  const text = asked(bucket, message)
  const spec = {
    kind: 'list',
    bucket: { name, provider, namespace },
    message: '',
    progress: (_seen: unknown, _job: unknown, target: string) => `${target}:${tell(text, sent)}`,
    idleNs,
  }
  const job = cluster.jobs.start(spec, () => Promise.resolve(), id)
  sentByJob.set(job, sent)
  return job
}

/**
 * The job that a page belongs to, found by the listing's id or started with it; all it does counts on the first target.
 * @returns the listing's id
 */
export const countPage = (
  bucket: EmulatedBucket,
  message: ListMessage,
  entries: readonly ListEntry[],
  startedNs: bigint,
  context: HandlerContext,
): string => {
  const { jobs, store, topology, nowNs } = context.cluster
  const known = message.uuid === '' ? undefined : jobs.find(message.uuid)
  const isKnown = known?.kind === 'list' && !known.isAborted
  const job = isKnown ? known : start(bucket, message, context, message.uuid === '' ? makeShortId() : message.uuid)
  const sent = sentByJob.get(job)
  if (sent === undefined) return job.id
  const tookNs = nowNs() - startedNs
  sent.pages += 1
  sent.entries += entries.length
  sent.totalNs += tookNs
  if (tookNs > sent.maxNs) sent.maxNs = tookNs
  const ahead = sent.entries + walkAhead
  // One more than it may visit tells whether that is all there is.
  const walked = walkOn(sent.walked, { bucket: bucket.uname, prefix: message.prefix }, ahead + 1, store)
  sent.walked = walked
  const visited = Math.min(walked.count, ahead)
  const isAll = visited === walked.count && sent.visited < visited
  const bytes = isAll ? walked.bytes : 0
  job.count(topology.targets[0]?.id ?? '', bytes, entries.length + Math.max(0, visited - sent.visited))
  sent.visited = Math.max(sent.visited, visited)
  job.touch(nowNs())
  return job.id
}
