import { objectsHere } from '../../backends/bucket-objects.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import type { EmulatedJob, JobBucket, JobCounts, JobRun, JobSpec } from '../../jobs/emulated-job.js'
import type { HandlerContext } from '../../server/handler.js'

/** What a job that is started by hand is limited to. */
export interface HandSelection {
  /** The only target; `''` for all. */
  readonly node: string
  readonly buckets: readonly JobBucket[]
  readonly isForced: boolean
}

type Progress = (seen: JobCounts, job: EmulatedJob, targetName: string) => string

const noBucket: JobBucket = { name: '', provider: '', namespace: { uuid: '', name: '' } }

const visited = ({ visits, skipped }: JobCounts): string =>
  visits + skipped === 0 ? '' : `visited:${visits + skipped}`

/** How far they are, in the words of AIStore's jobs. @wire space/cleanup.go, xact/xs/rebres.go, xact/xs/lom_warmup.go CtlMsg */
const progressOf: Readonly<Record<string, Progress>> = {
  lru: () => '',
  rebalance: () => '',
  resilver: visited,
  'load-lom-cache': (seen) => (visited(seen) === '' ? '' : `, ${visited(seen)}`),
  'cleanup-store': ({ visits, skipped }, { id }, target) =>
    `xa-cleanup-store[${id}]; ${target}: visits:${visits}${skipped === 0 ? '' : ` too-fresh:${skipped}`}`,
}

/** Tells whether the emulator starts a kind by hand. */
export const isHandJob = (kind: string): boolean => progressOf[kind] !== undefined

const uriOf = (bucket: JobBucket): string => messageUri({ ...bucket, provider: bucket.provider as 'ais' })

/** What was asked for; only an LRU job tells. @wire space/lru.go CtlMsg */
const messageOf = (kind: string, buckets: readonly JobBucket[], isForced: boolean): string => {
  if (kind !== 'lru' || buckets.length === 0) return ''
  const raw = buckets.map(({ name, provider, namespace }) => `{<nil> ${name} ${provider} ${namespace.name}}`)
  return `[${raw.join(' ')}], buckets: ${buckets.map(uriOf).join(',')}${isForced ? ', force' : ''}`
}

/** The job of a kind; only those of one bucket name it as theirs. */
export const handJob = (kind: string, { node, buckets, isForced }: HandSelection): JobSpec => ({
  kind,
  bucket: kind === 'load-lom-cache' ? (buckets[0] ?? noBucket) : noBucket,
  message: messageOf(kind, buckets, isForced),
  progress: progressOf[kind] ?? (() => ''),
  ...(node === '' ? {} : { targetIds: [node] }),
})

/** How old an object must be to be looked at by a cleanup: AIStore's default. */
const freshNs = 2n * 3_600_000_000_000n

/** Looks at the objects of the buckets, as jobs do that find nothing to mend. */
export const passOver =
  ({ cluster }: HandlerContext, { node, buckets }: HandSelection) =>
  async ({ job, step, visit }: JobRun): Promise<void> => {
    const isWanted = (name: string): boolean => buckets.length === 0 || buckets.some((one) => one.name === name)
    for (const bucket of cluster.buckets.all().filter(({ name }) => isWanted(name)))
      for await (const { name } of objectsHere(bucket, '', cluster)) {
        await step()
        const owner = cluster.topology.owner(bucket.uname + name).id
        if (node !== '' && owner !== node) continue
        const atimeNs = cluster.store.head({ bucket: bucket.uname, name })?.atimeNs ?? 0n
        const isFresh = job.kind === 'cleanup-store' && cluster.nowNs() - atimeNs < freshNs
        visit(owner, isFresh ? 'skipped' : 'visits')
      }
  }
