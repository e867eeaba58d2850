import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { Client, type Bucket, type BucketOptions } from '@ais/client'
import type { Capability } from './case.ts'
import { findCapabilities } from './find-capabilities.ts'

/** What a case works with: a client of the endpoint under test, buckets and folders that go away after it. */
export class World {
  readonly endpoint: string
  readonly client: Client
  readonly has: ReadonlySet<Capability>
  #sentCount = 0
  #bucketCount = 0
  #run = randomBytes(4).toString('hex')
  #buckets: Bucket[] = []
  #folders: string[] = []

  private constructor(endpoint: string, has: ReadonlySet<Capability>) {
    this.endpoint = endpoint
    this.has = has
    this.client = new Client(endpoint, {
      middleware: [
        (request, next) => {
          this.#sentCount += 1
          return next(request)
        },
      ],
    })
  }

  static async open(endpoint: string): Promise<World> {
    return new World(endpoint, await findCapabilities(endpoint))
  }

  /** HTTP requests that the client has sent. */
  get sentCount(): number {
    return this.#sentCount
  }

  /** A bucket name that nothing else uses. */
  bucketName(): string {
    this.#bucketCount += 1
    return `conformance-${this.#run}-${this.#bucketCount}`
  }

  /** A handle of a bucket that does not exist, but is deleted after the case if it does by then. */
  unborn(options: BucketOptions = {}): Bucket {
    const bucket = this.client.bucket(this.bucketName(), options)
    this.#buckets.push(bucket)
    return bucket
  }

  /** A new bucket. */
  bucket(options: BucketOptions = {}): Promise<Bucket> {
    return this.unborn(options).create()
  }

  /** A new empty folder. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'ais-conformance-'))
    this.#folders.push(folder)
    return folder
  }

  /** Takes away what a case left. */
  async clean(): Promise<void> {
    for (const bucket of this.#buckets.splice(0)) await bucket.delete({ missingOk: true })
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  }

  close(): Promise<void> {
    return this.client.close()
  }
}
