import { join } from 'node:path'
import { openStore } from '../store/open-store.js'
import { CloudBackend, cloudProviders, type CloudProvider } from './emulated-cloud.js'

/** Names of the buckets that emulated clouds start with, by provider. */
export type CloudBuckets = Partial<Readonly<Record<CloudProvider, readonly string[]>>>

/** Opens the emulated clouds that were asked for, each with a store of its own beside the cluster's. */
export const openClouds = async (
  buckets: CloudBuckets,
  dataDir: string | undefined,
  nowNs: () => bigint,
): Promise<ReadonlyMap<CloudProvider, CloudBackend>> => {
  const clouds = new Map<CloudProvider, CloudBackend>()
  for (const provider of cloudProviders) {
    const names = buckets[provider]
    if (names === undefined) continue
    const store = await openStore(dataDir === undefined ? undefined : join(dataDir, 'clouds', provider))
    const cloud = new CloudBackend(provider, store, nowNs)
    for (const name of names) await cloud.createBucket(name)
    clouds.set(provider, cloud)
  }
  return clouds
}
