import { bringObject } from '../backends/remote-objects.js'
import type { EmulatedBucket } from '../buckets/bucket-registry.js'
import type { Cluster } from '../cluster/cluster.js'
import type { JobRun } from '../jobs/emulated-job.js'
import type { DownloadTask, EmulatedDownload } from './emulated-download.js'
import { fetchLink } from './fetch-link.js'

/** An object to bring in, and where from; without a link from its bucket's backend. */
export interface WantedObject {
  readonly name: string
  readonly link?: string
}

/** What a download was asked to do. */
export interface DownloadOrder {
  readonly bucket: EmulatedBucket
  readonly wanted: AsyncIterable<WantedObject>
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Downloads at a time. */
  readonly connections: number
  /** Names that stay when the backend has lost them; all others of the prefix go. */
  readonly afterwards: () => Promise<void>
}

const bringOne = async (
  { name, link }: WantedObject,
  order: DownloadOrder,
  task: DownloadTask,
  run: JobRun,
  cluster: Cluster,
): Promise<void> => {
  const { bucket, headers, timeoutMs } = order
  if (link === undefined) await bringObject({ bucket, name }, cluster, { signal: run.signal })
  else await fetchLink({ link, headers, timeoutMs, signal: run.signal }, bucket, task, cluster)
}

/** Does a download's work: so many objects at a time, each told while it comes. */
export const runDownload = async (
  download: EmulatedDownload,
  order: DownloadOrder,
  run: JobRun,
  cluster: Cluster,
): Promise<void> => {
  const wanted = order.wanted[Symbol.asyncIterator]()
  const one = async (object: WantedObject): Promise<void> => {
    download.scheduledCount += 1
    const isHere = cluster.store.head({ bucket: order.bucket.uname, name: object.name }) !== undefined
    if (object.link === undefined && isHere) {
      download.skippedCount += 1
      download.finishedCount += 1
      return
    }
    const task: DownloadTask = {
      name: object.name,
      startedNs: cluster.nowNs(),
      endedNs: undefined,
      downloadedBytes: 0,
      totalBytes: 0,
    }
    download.tasks.push(task)
    try {
      await run.step()
      await bringOne(object, order, task, run, cluster)
      download.finishedCount += 1
      run.count(cluster.topology.owner(order.bucket.uname + object.name).id, task.downloadedBytes)
    } catch (error) {
      download.failures.set(
        object.name,
        run.signal.aborted ? 'context canceled' : error instanceof Error ? error.message : String(error),
      )
    } finally {
      task.endedNs = cluster.nowNs()
    }
  }
  const work = async (): Promise<void> => {
    for (let next = await wanted.next(); next.done !== true; next = await wanted.next()) {
      if (run.signal.aborted) return
      await one(next.value)
    }
    download.allDispatched = true
  }
  await Promise.all(Array.from({ length: order.connections }, work))
  if (!run.signal.aborted) await order.afterwards()
}
