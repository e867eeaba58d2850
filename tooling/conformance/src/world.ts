import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { AuthNClient } from '@ais/authn'
import { Client, type Bucket, type BucketOptions } from '@ais/client'
import type { BucketRef, ConnectOptions } from '@ais/core'
import type { Capability } from './capabilities.ts'
import { findCapabilities } from './find-capabilities.ts'
import { PackagesAlone } from './packages-alone.ts'
import { attachRemote, type Remote } from './remote.ts'
import { registeredAlias } from './registered-alias.ts'

/** Through what the SDK is called: `Client`, or each package alone. */
export type Face = 'client' | 'packages'

/** Who may do everything at an AuthN server. */
export interface AuthnAccess {
  readonly endpoint: string
  readonly username: string
  readonly password: string
}

/** What is under test. */
export interface Place {
  readonly endpoint: string
  readonly face?: Face
  /** The AuthN server that the cluster trusts. */
  readonly authn?: AuthnAccess
  /** A second cluster, which is attached to the one under test. */
  readonly remoteEndpoint?: string
  /** A bucket of a cloud that the cluster has a backend for. */
  readonly cloud?: BucketRef
}

/** What a case works with: a client of the endpoint under test, buckets and folders that go away after it. */
export class World {
  readonly endpoint: string
  readonly face: Face
  readonly client: Client
  readonly authnAccess: AuthnAccess | undefined
  readonly cloudBucket: BucketRef | undefined
  #has: ReadonlySet<Capability> = new Set()
  #authn: AuthNClient | undefined
  #remote: Remote | undefined
  #alias: string | undefined
  #token: string | undefined
  #sentCount = 0
  #nameCount = 0
  #run = randomBytes(4).toString('hex')
  #left: (() => Promise<unknown>)[] = []

  private constructor({ endpoint, face = 'client', authn, cloud }: Place) {
    this.endpoint = endpoint
    this.face = face
    this.authnAccess = authn
    this.cloudBucket = cloud
    this.client = this.open({
      middleware: [
        (request, next) => {
          this.#sentCount += 1
          return next(request)
        },
      ],
    })
  }

  static async open(place: Place): Promise<World> {
    const world = new World(place)
    if (place.authn !== undefined) {
      world.#authn = new AuthNClient(place.authn.endpoint)
      await world.login()
      world.#alias = await registeredAlias(world.authn, world.client.connection, `conf-${world.#run}`)
    }
    if (place.remoteEndpoint !== undefined)
      world.#remote = await attachRemote(world.client.cluster(), `far-${world.#run}`, place.remoteEndpoint)
    world.#has = await findCapabilities(world)
    return world
  }

  /** What the endpoint has of what cases need. */
  get has(): ReadonlySet<Capability> {
    return this.#has
  }

  /** HTTP requests that the client has sent. */
  get sentCount(): number {
    return this.#sentCount
  }

  /** The AuthN server, as its administrator. @throws where there is none: the case needs the capability */
  get authn(): AuthNClient {
    if (this.#authn === undefined) throw new Error('a case that uses AuthN needs the capability authn')
    return this.#authn
  }

  /** What the cluster is called at the AuthN server. */
  get clusterAlias(): string {
    return this.#alias ?? ''
  }

  /** The attached cluster. @throws where there is none: the case needs the capability */
  get remote(): Remote {
    if (this.#remote === undefined) throw new Error('a case that uses a remote cluster needs the capability remoteAis')
    return this.#remote
  }

  /** Whether a second cluster is attached. */
  get hasRemote(): boolean {
    return this.#remote !== undefined
  }

  /** Where objects are that anybody may read: a source to download from. */
  get source(): Client {
    return this.#remote?.client ?? this.client
  }

  /** Makes another client of the endpoint, through the same face and as the same user unless told otherwise. */
  open(options: Omit<ConnectOptions, 'endpoint'> = {}, endpoint = this.endpoint): Client {
    const asked = { token: () => this.#token, ...options }
    return this.face === 'client' ? new Client(endpoint, asked) : new PackagesAlone({ ...asked, endpoint })
  }

  /** Reads a URL as any HTTP client does that was given the token. */
  async fetch(url: string): Promise<string> {
    const answer = await fetch(
      url,
      this.#token === undefined ? {} : { headers: { authorization: `Bearer ${this.#token}` } },
    )
    return answer.text()
  }

  /** Logs in anew, where there is AuthN: tokens that were issued before may be of no use any more. */
  async login(): Promise<void> {
    if (this.authnAccess !== undefined)
      this.#token = await this.authn.login(this.authnAccess.username, this.authnAccess.password)
  }

  /** A name that nothing else uses. */
  name(kind: string): string {
    this.#nameCount += 1
    return `${kind}-${this.#run}-${this.#nameCount}`
  }

  /** A bucket name that nothing else uses. */
  bucketName(): string {
    return this.name('conformance')
  }

  /** A handle of a bucket that does not exist, but is deleted after the case if it does by then. */
  unborn(options: BucketOptions = {}): Bucket {
    const bucket = this.client.bucket(this.bucketName(), options)
    this.afterwards(() => bucket.delete({ missingOk: true }))
    return bucket
  }

  /** A new bucket. */
  bucket(options: BucketOptions = {}): Promise<Bucket> {
    return this.unborn(options).create()
  }

  /** A new bucket of the attached cluster: as it is there, and as the cluster under test sees it. */
  async remoteBucket(): Promise<{ readonly near: Bucket; readonly far: Bucket }> {
    const { client, alias } = this.remote
    const far = await client.bucket(this.bucketName()).create()
    const near = this.client.bucket(far.name, { namespace: { uuid: alias, name: '' } })
    this.afterwards(async () => {
      await near.evict()
      await far.delete({ missingOk: true })
    })
    return { near, far }
  }

  /** The bucket of a cloud, and the beginning of names that nothing else in it has. @throws where there is none */
  inCloud(): { readonly bucket: Bucket; readonly prefix: string } {
    if (this.cloudBucket === undefined) throw new Error('a case that uses a cloud needs the capability cloud')
    const { name, ...where } = this.cloudBucket
    const [bucket, prefix] = [this.client.bucket(name, where), `${this.name('conformance')}/`]
    this.afterwards(async () => {
      for (const entry of await bucket.listAllObjects({ prefix })) await bucket.object(entry.name).delete()
    })
    return { bucket, prefix }
  }

  /** A new empty folder. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'ais-conformance-'))
    this.afterwards(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
    return folder
  }

  /** Something to do after the case, however it ends. */
  afterwards(undo: () => Promise<unknown>): void {
    this.#left.push(undo)
  }

  /** Takes away what a case left, the latest first. */
  async clean(): Promise<void> {
    for (const undo of this.#left.splice(0).reverse()) await undo()
  }

  async close(): Promise<void> {
    await this.#remote?.detach()
    await this.client.close()
    await this.#authn?.close()
  }
}
