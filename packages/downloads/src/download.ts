import type { CallOptions, Connection } from '@ais/core'
import type { WaitOptions } from '@ais/jobs'
import { waitForDownload, watchDownload } from './flows/watch-download.js'
import { abortDownload } from './operations/abort-download.js'
import { getDownloadStatus, type DownloadStatusOptions } from './operations/get-download-status.js'
import { removeDownload } from './operations/remove-download.js'
import type { DownloadStatus } from './wire/download-status.js'

/** A download job, by its id. Making a handle sends nothing. */
export class Download {
  readonly client: Connection
  readonly jobId: string

  constructor(client: Connection, jobId: string) {
    this.client = client
    this.jobId = jobId
  }

  /** Asks how the job stands. See {@link getDownloadStatus}. */
  status(options: DownloadStatusOptions & CallOptions = {}): Promise<DownloadStatus> {
    return this.client.send(getDownloadStatus(this.jobId, options), options)
  }

  /** Waits until the job has ended; objects that failed are a result. See {@link waitForDownload}. */
  wait(options: WaitOptions = {}): Promise<DownloadStatus> {
    return waitForDownload(this.client, this.jobId, options)
  }

  /** Yields how the job stands until it has ended. See {@link watchDownload}. */
  progress(options: WaitOptions = {}): AsyncGenerator<DownloadStatus> {
    return watchDownload(this.client, this.jobId, options)
  }

  /** Aborts the job. See {@link abortDownload}. */
  abort(call: CallOptions = {}): Promise<void> {
    return this.client.send(abortDownload(this.jobId), call)
  }

  /** Takes the job, once it has ended, off the list. See {@link removeDownload}. */
  remove(call: CallOptions = {}): Promise<void> {
    return this.client.send(removeDownload(this.jobId), call)
  }
}
