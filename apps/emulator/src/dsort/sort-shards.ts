import type { Cluster } from '../cluster/cluster.js'
import { checksumTypeOf } from '../buckets/bucket-props.js'
import type { EmulatedBucket } from '../buckets/bucket-registry.js'
import type { JobRun } from '../jobs/emulated-job.js'
import { archiveFormatOfMime } from '../rules/archive-format.js'
import type { ArchiveMember } from '../rules/archive-member.js'
import { storeContent } from '../rules/store-content.js'
import { writeArchive } from '../rules/write-archive.js'
import type { DsortProgress } from './dsort-progress.js'
import type { DsortRequest } from './dsort-request.js'
import { inOrder } from './order.js'
import { recordsOf, sizeOf, type DsortRecord } from './records.js'

/** A shard that is to be written. */
interface PlannedShard {
  readonly name: string
  readonly records: DsortRecord[]
}

const membersOf = async function* (records: readonly DsortRecord[]): AsyncGenerator<ArchiveMember> {
  for (const { members } of records)
    for (const { path, bytes } of members)
      yield {
        path,
        sizeBytes: bytes.length,
        isFile: true,
        header: { name: path, mode: 0o644 },
        content: async function* () {
          yield bytes
        },
      }
}

/** Fills shards one after the other, each until it has its size. @throws Error when the template gives too few names */
const fillBySize = (records: readonly DsortRecord[], request: DsortRequest): readonly PlannedShard[] => {
  const names = request.outputNames()
  const shards: PlannedShard[] = []
  let [bytes, current]: [number, PlannedShard | undefined] = [0, undefined]
  for (const record of records) {
    if (current === undefined || bytes >= request.shardSizeBytes) {
      const next = names.next()
      if (next.done === true) throw new Error('number of shards to be created exceeds the output template')
      current = { name: next.value + request.outputExtension, records: [] }
      shards.push(current)
      bytes = 0
    }
    current.records.push(record)
    bytes += sizeOf(record)
  }
  return shards
}

/** Puts records into the shards that a map names; those that it does not are left out, as the cluster's configuration has it. */
const fillByMap = (
  records: readonly DsortRecord[],
  map: ReadonlyMap<string, string>,
  extension: string,
): readonly PlannedShard[] => {
  const shards = new Map<string, PlannedShard>()
  for (const record of records) {
    const name =
      map.get(record.name) ?? record.members.map(({ path }) => map.get(path)).find((one) => one !== undefined)
    if (name === undefined) continue
    const full = name.endsWith(extension) ? name : name + extension
    const shard = shards.get(full) ?? { name: full, records: [] }
    shard.records.push(record)
    shards.set(full, shard)
  }
  return [...shards.values()]
}

/** Does a sort: reads shards, puts their records in order, writes new ones. All records are in memory meanwhile. */
export const sortShards = async (
  cluster: Cluster,
  run: JobRun,
  request: DsortRequest,
  progress: DsortProgress,
  buckets: { readonly input: EmulatedBucket; readonly output: EmulatedBucket },
  keyMap: ReadonlyMap<string, string> | undefined,
): Promise<void> => {
  const { topology, nowNs } = cluster
  const ownerOf = (bucket: EmulatedBucket, name: string) => progress.of(topology.owner(bucket.uname + name).id)
  progress.extraction.startedNs = nowNs()
  const records = new Map<string, DsortRecord>()
  for (const name of request.shards) {
    await run.step()
    const counts = ownerOf(buckets.input, name)
    counts.total += 1
    const found = await recordsOf(cluster, { bucket: buckets.input.uname, name }, request.inputExtension)
    if (found === undefined) continue
    counts.extracted += 1
    // AIStore counts every file of a record.
    counts.records += found.reduce((sum, { members }) => sum + members.length, 0)
    counts.extractedBytes += found.reduce((sum, record) => sum + sizeOf(record), 0)
    // Of records with the same name the first is kept.
    for (const record of found) if (!records.has(record.name)) records.set(record.name, record)
  }
  progress.extraction.endedNs = progress.sorting.startedNs = nowNs()
  const ordered = inOrder([...records.values()], request.algorithm)
  progress.sorting.endedNs = progress.creation.startedNs = nowNs()
  const shards =
    keyMap === undefined ? fillBySize(ordered, request) : fillByMap(ordered, keyMap, request.outputExtension)
  for (const { name } of shards) ownerOf(buckets.output, name).toCreate += 1
  for (const { name, records: some } of request.isDryRun ? [] : shards) {
    await run.step()
    const archive = writeArchive(membersOf(some), archiveFormatOfMime(request.outputExtension))
    const type = checksumTypeOf(buckets.output.props)
    const { sizeBytes } = await storeContent(cluster, { bucket: buckets.output.uname, name }, type, archive)
    ownerOf(buckets.output, name).created += 1
    run.count(topology.owner(buckets.output.uname + name).id, sizeBytes)
  }
  progress.creation.endedNs = nowNs()
}
