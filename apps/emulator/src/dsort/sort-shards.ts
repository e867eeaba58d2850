import type { Cluster } from '../cluster/cluster.js'
import { checksumTypeOf } from '../buckets/bucket-props.js'
import type { EmulatedBucket } from '../buckets/bucket-registry.js'
import type { JobRun } from '../jobs/emulated-job.js'
import { archiveFormatOfMime } from '../rules/archive-format.js'
import type { ArchiveMember } from '../rules/archive-member.js'
import { storeContent } from '../rules/store-content.js'
import { writeArchive } from '../rules/write-archive.js'
import type { DsortProgress } from './dsort-progress.js'
import { namesOf, type DsortRequest } from './dsort-request.js'
import type { KeyMap } from './key-map.js'
import { inOrder, keyOf } from './order.js'
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

const withExtension = (name: string, extension: string): string => (name.endsWith(extension) ? name : name + extension)

/** Fills shards one after the other, each until it has its size. @throws Error when the template gives too few names */
const fillBySize = (records: readonly DsortRecord[], request: DsortRequest): readonly PlannedShard[] => {
  if (request.outputNames === undefined) throw new Error('a sort without a key map needs an output template')
  const { count, expand } = request.outputNames
  const total = records.reduce((sum, record) => sum + sizeOf(record), 0)
  const fullBytes = request.shardSizeBytes > 0 ? request.shardSizeBytes : Math.ceil(total / Number(count))
  const names = expand()
  const shards: PlannedShard[] = []
  let [bytes, current]: [number, PlannedShard | undefined] = [0, undefined]
  for (const record of records) {
    if (current === undefined || bytes >= fullBytes) {
      const next = names.next()
      if (next.done === true)
        throw new Error(`number of shards to be created exceeds expected number of shards (${count})`)
      current = { name: withExtension(next.value, request.outputExtension), records: [] }
      shards.push(current)
      bytes = 0
    }
    current.records.push(record)
    bytes += sizeOf(record)
  }
  return shards
}

/** Puts records into the shards whose templates a map gives them; their names are what the templates say, without more. @throws Error */
const fillByMap = (records: readonly DsortRecord[], map: KeyMap, request: DsortRequest): readonly PlannedShard[] => {
  // AIStore counts headers of TAR here, and not where there is no map.
  const headerBytes = request.inputExtension === '.zip' ? 0 : 512
  const templates = new Map<string, { readonly names: Generator<string>; bytes: number; current?: PlannedShard }>()
  const shards: PlannedShard[] = []
  for (const record of records) {
    const template = map.lookup(keyOf(record, request.algorithm))
    const filling = templates.get(template) ?? { names: namesOf(template, 'ekm_file').expand(), bytes: 0 }
    templates.set(template, filling)
    if (filling.current === undefined || filling.bytes > request.shardSizeBytes) {
      const next = filling.names.next()
      if (next.done === true) throw new Error(`number of shards to be created using ${template} exceeds its names`)
      filling.current = { name: next.value, records: [] }
      filling.bytes = 0
      shards.push(filling.current)
    }
    filling.current.records.push(record)
    filling.bytes += sizeOf(record) + headerBytes * record.members.length
  }
  return shards
}

/** Does a sort: reads shards, puts their records in order, writes new ones. All records are in memory meanwhile. */
export const sortShards = async (
  cluster: Cluster,
  run: JobRun,
  request: DsortRequest,
  progress: DsortProgress,
  buckets: { readonly input: EmulatedBucket; readonly output: EmulatedBucket },
  loadKeyMap: () => Promise<KeyMap | undefined>,
): Promise<void> => {
  const { topology, nowNs } = cluster
  const ownerOf = (bucket: EmulatedBucket, name: string) => progress.of(topology.owner(bucket.uname + name).id)
  progress.extraction.startedNs = nowNs()
  const records: DsortRecord[] = []
  for (const name of request.shards) {
    await run.step()
    const counts = ownerOf(buckets.input, name)
    counts.total += 1
    const found = await recordsOf(cluster.store, { bucket: buckets.input.uname, name }, request.inputExtension)
    if (found === undefined) continue
    counts.extracted += 1
    // AIStore counts every file of a record.
    counts.records += found.reduce((sum, { members }) => sum + members.length, 0)
    counts.extractedBytes += found.reduce((sum, record) => sum + sizeOf(record), 0)
    // Records of different shards are different, whatever their names.
    records.push(...found)
  }
  progress.extraction.endedNs = progress.sorting.startedNs = nowNs()
  const ordered = inOrder(records, request.algorithm)
  progress.sorting.endedNs = progress.creation.startedNs = nowNs()
  const keyMap = await loadKeyMap()
  const shards = keyMap === undefined ? fillBySize(ordered, request) : fillByMap(ordered, keyMap, request)
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
