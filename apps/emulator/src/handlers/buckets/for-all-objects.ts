import { bucketObjects } from '../../backends/bucket-objects.js'
import type { EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { JobRun, JobSpec } from '../../jobs/emulated-job.js'
import type { EmulatorReply, HandlerContext } from '../../server/handler.js'
import type { ObjectRecord } from '../../store/store.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }

/** Does something to every object of a bucket, as a job; answers with its id. */
export const forAllObjects = async (
  context: HandlerContext,
  kind: string,
  bucket: EmulatedBucket,
  options: {
    readonly prefix?: string
    readonly before?: () => Promise<void>
    readonly each?: (record: ObjectRecord) => Promise<void>
    readonly picks?: (name: string) => boolean
  } & Partial<Pick<JobSpec, 'message' | 'progress' | 'globId'>> = {},
): Promise<EmulatorReply> => {
  const { cluster } = context
  const { name, provider, namespace } = bucket
  const work = async (run: JobRun): Promise<void> => {
    await options.before?.()
    for await (const found of bucketObjects(bucket, options.prefix ?? '', cluster)) {
      await run.step()
      const owner = cluster.topology.owner(bucket.uname + found.name).id
      run.visit(owner)
      if (options.picks?.(found.name) === false) {
        run.visit(owner, 'skipped')
        continue
      }
      const record = cluster.store.head({ bucket: bucket.uname, name: found.name })
      if (record === undefined) continue
      await options.each?.(record)
      run.count(owner, found.sizeBytes)
    }
  }
  const { message = options.prefix ?? '', progress, globId } = options
  const spec = {
    kind,
    bucket: { name, provider, namespace },
    message,
    ...(progress === undefined ? {} : { progress }),
    ...(globId === undefined ? {} : { globId }),
  }
  const job = await cluster.jobs.startAndSettle(spec, work)
  return { status: 200, headers: textPlain, body: job.id }
}
