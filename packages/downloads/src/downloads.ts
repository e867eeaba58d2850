import type { BucketRef, CallOptions, Connection } from '@ais/core'
import { Download } from './download.js'
import type { LinkDownloadOptions } from './download-options.js'
import { downloadBackend, type DownloadBackendOptions } from './operations/download-backend.js'
import { downloadMulti, type DownloadLinks } from './operations/download-multi.js'
import { downloadRange, type DownloadRangeOptions } from './operations/download-range.js'
import { downloadSingle, type DownloadSingleOptions } from './operations/download-single.js'
import { listDownloads, type ListDownloadsOptions } from './operations/list-downloads.js'
import type { DownloadJob } from './wire/download-job.js'

/** The cluster's download jobs: it fetches from other servers by itself, nothing passes through the client. */
export class Downloads {
  readonly client: Connection

  constructor(client: Connection) {
    this.client = client
  }

  async #started(id: Promise<string>): Promise<Download> {
    return new Download(this.client, await id)
  }

  /** Starts downloading one object from a link. See {@link downloadSingle}. */
  single(bucket: BucketRef, link: string, options: DownloadSingleOptions & CallOptions = {}): Promise<Download> {
    return this.#started(this.client.send(downloadSingle(bucket, link, options), options))
  }

  /** Starts downloading from all links that a template stands for. See {@link downloadRange}. */
  range(bucket: BucketRef, template: string, options: DownloadRangeOptions & CallOptions = {}): Promise<Download> {
    return this.#started(this.client.send(downloadRange(bucket, template, options), options))
  }

  /** Starts downloading from many links. See {@link downloadMulti}. */
  multi(bucket: BucketRef, links: DownloadLinks, options: LinkDownloadOptions & CallOptions = {}): Promise<Download> {
    return this.#started(this.client.send(downloadMulti(bucket, links, options), options))
  }

  /** Starts bringing objects of a remote bucket into the cluster. See {@link downloadBackend}. */
  backend(bucket: BucketRef, options: DownloadBackendOptions & CallOptions = {}): Promise<Download> {
    return this.#started(this.client.send(downloadBackend(bucket, options), options))
  }

  /** Lists download jobs. See {@link listDownloads}. */
  list(options: ListDownloadsOptions & CallOptions = {}): Promise<readonly DownloadJob[]> {
    return this.client.send(listDownloads(options), options)
  }
}
