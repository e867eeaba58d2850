import { connect, invalidInput, type ConnectOptions, type Connection } from '@ais/core'
import { parseProvider } from '@ais/core/wire'
import type { BucketOptions } from '@ais/buckets'
import { Dsort } from '@ais/dsort'
import { Batch, type BatchOptions } from '@ais/multiobj'
import { Etl } from '@ais/etl'
import { Job, type JobOptions } from '@ais/jobs'
import { Download, Downloads } from '@ais/downloads'
import type { AisObject } from '@ais/objects'
import { platform } from '#platform'
import { Bucket } from './bucket.js'
import { Cluster } from './cluster.js'

/** Options of a client; the endpoint is its own argument. */
export type ClientOptions = Omit<ConnectOptions, 'endpoint'>

/** The whole SDK under one roof: every noun is reached from here. Making one sends nothing. */
export class Client implements AsyncDisposable {
  /** The connection that all nouns share; sends operations, `client.connection.send(headObject(ref))`. */
  readonly connection: Connection

  /**
   * @param endpoint `http(s)://host:port` of any proxy; left out, `AIS_ENDPOINT`
   * @throws InvalidInputError for options that cannot be right
   */
  constructor(endpoint?: string, options: ClientOptions = {}) {
    this.connection = connect(
      platform.withDefaultTransports(endpoint === undefined ? options : { ...options, endpoint }),
    )
  }

  /** Makes a handle of a bucket; sends nothing. */
  bucket(bckName: string, options: BucketOptions = {}): Bucket {
    return new Bucket(this.connection, bckName, options)
  }

  /** Makes a handle of the cluster; sends nothing. */
  cluster(): Cluster {
    return new Cluster(this.connection)
  }

  /** Makes a batch of objects that are got in one answer; making it sends nothing. */
  batch(options: BatchOptions = {}): Batch {
    return new Batch(this.connection, options)
  }

  /** Makes a handle of a distributed sort, of one that was started by its id; sends nothing. */
  dsort(dsortId = ''): Dsort {
    return new Dsort(this.connection, dsortId)
  }

  /** Makes a handle of an ETL; sends nothing. */
  etl(etlName: string): Etl {
    return new Etl(this.connection, etlName)
  }

  /** Makes a handle of a job, by its id, or of all jobs of a kind; sends nothing. */
  job(options: JobOptions = {}): Job {
    return new Job(this.connection, options)
  }

  /** Makes a handle of a download job, by its id; sends nothing. */
  download(jobId: string): Download {
    return new Download(this.connection, jobId)
  }

  /** Starts downloads into buckets, and lists them; making the handle sends nothing. */
  downloads(): Downloads {
    return new Downloads(this.connection)
  }

  /**
   * Makes a handle of the object that a URL names, `ais://bucket/name`, `s3://bucket/name`; sends nothing.
   * @throws InvalidInputError for a URL without provider, bucket and name
   */
  getObjectFromUrl(url: string): AisObject {
    const [, scheme = '', bucket = '', name = ''] = /^([a-z0-9]+):\/\/([^/]+)\/(.+)$/s.exec(url) ?? []
    const provider = parseProvider(scheme)
    if (provider === undefined || bucket === '' || name === '')
      throw invalidInput(
        'client.getObjectFromUrl',
        'url',
        "must be like 'ais://bucket/object', with a provider that AIStore knows",
      )
    return this.bucket(bucket, { provider }).object(name)
  }

  /** The same as {@link getObjectFromUrl}, by its name in older Python SDKs. */
  fetchObjectByUrl(url: string): AisObject {
    return this.getObjectFromUrl(url)
  }

  /** Ends all connections; calls under way fail with AbortedError. Safe to call twice. */
  close(): Promise<void> {
    return this.connection.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
