import { writeThrough } from '../backends/remote-objects.js'
import { isRemote } from '../backends/backends.js'
import { checksumTypeOf } from '../buckets/bucket-props.js'
import type { EmulatedBucket } from '../buckets/bucket-registry.js'
import type { Cluster } from '../cluster/cluster.js'
import { createContentHash } from '../rules/content-hash.js'
import type { DownloadTask } from './emulated-download.js'

/** Where content comes from, and how. */
export interface LinkSource {
  readonly link: string
  readonly headers: Readonly<Record<string, string>>
  /** Longest time, in milliseconds. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** What AIStore says of a request that failed before it was answered. */
const describeFault = (error: unknown, { link, signal }: LinkSource): Error => {
  if (signal.aborted) return new Error('context canceled')
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new Error(`Get "${link}": context deadline exceeded`)
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
  return new Error(`Get "${link}": ${cause}`)
}

/** A link without a protocol is taken for HTTP. */
const withProtocol = (link: string): string => (/^[a-z][a-z0-9+.-]*:\/\//i.test(link) ? link : `http://${link}`)

const open = async (source: LinkSource, signal: AbortSignal): Promise<Response> => {
  const answer = await fetch(withProtocol(source.link), { headers: source.headers, signal })
  if (answer.ok) return answer
  await answer.body?.cancel()
  throw new Error(
    answer.status === 404
      ? `ErrNotFound: ${source.link} does not exist`
      : `failed to download "${source.link}": status ${answer.status}`,
  )
}

/**
 * Downloads a link into an object, and tells the task how far it is.
 * @throws Error worded as AIStore does
 */
export const fetchLink = async (
  source: LinkSource,
  bucket: EmulatedBucket,
  task: DownloadTask,
  cluster: Cluster,
): Promise<void> => {
  const signal = AbortSignal.any([source.signal, AbortSignal.timeout(source.timeoutMs)])
  const type = checksumTypeOf(bucket.props)
  const hash = await createContentHash(type)
  const pending = cluster.store.begin()
  try {
    const answer = await open(source, signal).catch((error: unknown) => {
      throw error instanceof Error && error.message.includes(source.link) ? error : describeFault(error, source)
    })
    task.totalBytes = Number(answer.headers.get('content-length') ?? 0)
    for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      hash.update(piece)
      await pending.write(piece)
      task.downloadedBytes += piece.length
    }
    const received = { checksumType: type, checksumValue: hash.digest(), atimeNs: cluster.nowNs() }
    if (isRemote(bucket)) await writeThrough({ bucket, name: task.name }, pending, received, cluster)
    // What came from the web has no version.
    else
      await pending.commit(
        { bucket: bucket.uname, name: task.name },
        { ...received, version: 0, custom: { source: 'web' } },
      )
  } catch (error) {
    await pending.abandon()
    throw signal.aborted ? describeFault(error, source) : error
  }
}
