import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AuthNClient } from '@ais/authn'
import type { Client } from '@ais/client'
import { isAisError, type BucketRef, type Connection } from '@ais/core'
import { Downloads } from '@ais/downloads'
import { startDsort } from '@ais/dsort'
import { Etl } from '@ais/etl'
import type { Capability } from './capabilities.ts'

/** An endpoint, and what it was opened with. */
export interface Surroundings {
  readonly endpoint: string
  readonly client: Client
  /** Where objects are that anybody may read. */
  readonly source: Client
  /** `undefined` where there is no AuthN server. */
  readonly authnAccess: object | undefined
  readonly authn: AuthNClient
  readonly hasRemote: boolean
  readonly cloudBucket: BucketRef | undefined
  /** A bucket name that nothing else uses. */
  bucketName(): string
}

/** The only folder that AIStore 5.0 promotes from. */
export const promoteRoot = '/var/lib/ais/promote'

const canPromoteFromHere = (endpoint: string): boolean => {
  // Only targets on this machine see its files.
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname)) return false
  try {
    mkdirSync(promoteRoot, { recursive: true })
    const probe = join(promoteRoot, `.probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
    return true
  } catch {
    return false
  }
}

/** A build without distributed sort lists none, and says so only when one is started; of a bucket that nobody has. */
const hasDsort = async (connection: Connection): Promise<boolean> => {
  const spec = {
    input_bck: { name: `none-${process.pid}-${Date.now()}` },
    input_format: { template: 'a-{0..1}' },
    input_extension: '.tar',
    output_format: 'b-{0..1}',
    output_shard_size: '1MB',
  }
  try {
    await connection.send(startDsort(spec))
    return true
  } catch (error) {
    if (isAisError(error) && error._tag === 'Api') return error.code === 'BucketNotFound'
    throw error
  }
}

/** Containers of its own a cluster may have; those of this suite it has when it knows their images. */
const hasEtl = async (connection: Connection): Promise<boolean> => {
  const etl = new Etl(connection, `probe-${process.pid}`)
  try {
    await etl.init({ image: 'upper' })
    await etl.delete()
    return true
  } catch (error) {
    if (isAisError(error) && error._tag === 'Api') return false
    throw error
  }
}

/** AIStore refuses to download from loopback addresses, where an endpoint of this machine is. */
const canDownload = async (world: Pick<Surroundings, 'source' | 'client' | 'bucketName'>): Promise<boolean> => {
  const [from, to] = [world.source.bucket(world.bucketName()), world.client.bucket(world.bucketName())]
  await from.create()
  await to.create()
  try {
    await from.object('a').putContent('a')
    const link = `${world.source.connection.endpoint}/v1/objects/${from.name}/a`
    const download = await new Downloads(world.client.connection).single(to, link)
    return (await download.wait()).finishedCount === 1
  } finally {
    await from.delete()
    await to.delete()
  }
}

/** A server that signs with a shared secret has no public key to give. */
const hasKeyPair = async (authn: AuthNClient): Promise<boolean> => {
  try {
    await authn.getPublicKey()
    return true
  } catch (error) {
    if (isAisError(error) && error._tag === 'Api') return false
    throw error
  }
}

/** Asks what the endpoint has of what cases need. */
export const findCapabilities = async (world: Surroundings): Promise<ReadonlySet<Capability>> => {
  const { connection } = world.client
  const { targets } = await connection.clusterMap()
  const found = new Set<Capability>()
  if (targets.length > 1) found.add('severalTargets')
  if (canPromoteFromHere(world.endpoint)) found.add('promoteFolder')
  if (await hasDsort(connection)) found.add('dsort')
  if (await hasEtl(connection)) found.add('etl')
  if (await canDownload(world)) found.add('downloads')
  if (world.hasRemote) found.add('remoteAis')
  if (world.cloudBucket !== undefined) found.add('cloud')
  if (world.authnAccess === undefined) found.add('directAccess')
  else found.add('authn').add((await hasKeyPair(world.authn)) ? 'keyPair' : 'sharedSecret')
  return found
}
