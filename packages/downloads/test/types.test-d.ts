import { expectTypeOf } from 'vitest'
import type { Signatures } from '@ais-tooling/vitest-config/surface'
import type { BucketRef, CallOptions, Connection, Operation } from '@ais/core'
import type { WaitOptions } from '@ais/jobs'
import type * as surface from '../src/index.js'
import type {
  Download,
  DownloadBackendOptions,
  DownloadJob,
  DownloadLinks,
  DownloadRangeOptions,
  DownloadSingleOptions,
  DownloadStatus,
  DownloadStatusOptions,
  Downloads,
  LinkDownloadOptions,
  ListDownloadsOptions,
} from '../src/index.js'

expectTypeOf<Signatures<typeof surface>>().toEqualTypeOf<{
  Download: new (client: Connection, jobId: string) => Download
  Downloads: new (client: Connection) => Downloads
  abortDownload: (jobId: string) => Operation<void>
  downloadBackend: (bucket: BucketRef, options?: DownloadBackendOptions) => Operation<string>
  downloadMulti: (bucket: BucketRef, links: DownloadLinks, options?: LinkDownloadOptions) => Operation<string>
  downloadRange: (bucket: BucketRef, template: string, options?: DownloadRangeOptions) => Operation<string>
  downloadSingle: (bucket: BucketRef, link: string, options?: DownloadSingleOptions) => Operation<string>
  getDownloadStatus: (jobId: string, options?: DownloadStatusOptions) => Operation<DownloadStatus>
  listDownloads: (options?: ListDownloadsOptions) => Operation<readonly DownloadJob[]>
  removeDownload: (jobId: string) => Operation<void>
  waitForDownload: (connection: Connection, jobId: string, options?: WaitOptions) => Promise<DownloadStatus>
  watchDownload: (connection: Connection, jobId: string, options?: WaitOptions) => AsyncGenerator<DownloadStatus>
}>()

expectTypeOf<Signatures<Download>>().toEqualTypeOf<{
  abort: (call?: CallOptions) => Promise<void>
  readonly client: Connection
  readonly jobId: string
  progress: (options?: WaitOptions) => AsyncGenerator<DownloadStatus>
  remove: (call?: CallOptions) => Promise<void>
  status: (options?: DownloadStatusOptions & CallOptions) => Promise<DownloadStatus>
  wait: (options?: WaitOptions) => Promise<DownloadStatus>
}>()

expectTypeOf<Signatures<Downloads>>().toEqualTypeOf<{
  backend: (bucket: BucketRef, options?: DownloadBackendOptions & CallOptions) => Promise<Download>
  readonly client: Connection
  list: (options?: ListDownloadsOptions & CallOptions) => Promise<readonly DownloadJob[]>
  multi: (bucket: BucketRef, links: DownloadLinks, options?: LinkDownloadOptions & CallOptions) => Promise<Download>
  range: (bucket: BucketRef, template: string, options?: DownloadRangeOptions & CallOptions) => Promise<Download>
  single: (bucket: BucketRef, link: string, options?: DownloadSingleOptions & CallOptions) => Promise<Download>
}>()

declare const downloads: Downloads
// @ts-expect-error -- a download is into a bucket
void downloads.single('http://host/a')
