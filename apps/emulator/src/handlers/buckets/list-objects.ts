import { listObjectsRoute } from '@ais/buckets/wire'
import { isRemote } from '../../backends/backends.js'
import { ApiFailure } from '../../api-failure.js'
import { messageUri } from '../../buckets/bucket-registry.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { inventoryPage } from './inventory.js'
import { countPage } from './list-job.js'
import { listPage, type ListEntry } from './list-entries.js'
import { listRemotePage } from './list-remote.js'
import { listFlag, readListMessage, type ListMessage } from './list-message.js'
import { requireBucket } from './require-bucket.js'

interface Page {
  readonly uuid: string
  readonly token: string
  readonly entries: readonly ListEntry[]
}

const jsonEntry = ({ name, checksum, atime, version, location, custom, size, copies, flags }: ListEntry): unknown => ({
  name,
  checksum,
  atime,
  version,
  location,
  'custom-md': custom,
  size: size === undefined ? undefined : String(size),
  copies,
  flags: flags === 0 ? undefined : flags,
})

const asJson = ({ uuid, token, entries }: Page): EmulatorReply => ({
  status: 200,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  // A page without entries is a nil slice to Go.
  body: `${JSON.stringify({ uuid, continuation_token: token, entries: entries.length === 0 ? null : entries.map(jsonEntry), flags: 0 })}\n`,
})

const packedEntry = ({
  name,
  checksum,
  atime,
  version,
  location,
  custom,
  size,
  copies,
  flags,
}: ListEntry): unknown => ({
  n: name,
  ...(checksum === undefined ? {} : { cs: checksum }),
  ...(atime === undefined ? {} : { a: atime }),
  ...(version === undefined ? {} : { v: version }),
  ...(location === undefined ? {} : { t: location }),
  ...(custom === undefined ? {} : { m: custom }),
  ...(size === undefined ? {} : { s: size }),
  ...(copies === undefined ? {} : { c: copies }),
  ...(flags === 0 ? {} : { f: flags }),
})

const asMsgpack = async ({ uuid, token, entries }: Page): Promise<EmulatorReply> => {
  const { encode } = await import('@msgpack/msgpack')
  return {
    status: 200,
    headers: { 'Content-Type': 'application/msgpack' },
    body: encode({ UUID: uuid, ContinuationToken: token, Entries: entries.map(packedEntry), Flags: 0 }),
  }
}

/** Why a listing cannot be compared with the backend; `undefined` when it can. @wire ais/plstcx.go _checkVerChanged */
const diffProblem = ({ flags, givenProps }: ListMessage, isElsewhere: boolean, uri: string): string | undefined => {
  if (!isElsewhere) return `: bucket ${uri} does not provide remote versioning info`
  if ((flags & (listFlag.nameOnly | listFlag.nameSize)) !== 0n || !givenProps.includes('custom'))
    return ' without listing "custom" (object property)'
  if ((flags & listFlag.notCached) !== 0n) return " when apc.LsNotCached (CLI '--not-cached') is set"
  return (flags & listFlag.cached) === 0n ? undefined : " when apc.LsCached (CLI '--cached') is set"
}

const list = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const bucket = requireBucket(request, context)
  if (request.message?.['value'] === null || request.message?.['value'] === undefined)
    throw new ApiFailure(400, `bad list-buckets request: "${bucket.name}" vs "" (${messageUri(bucket)}, actm[list])`)
  const message = readListMessage(request, context)
  const { topology, nowNs } = context.cluster
  const startedNs = nowNs()
  const uri = messageUri(bucket)
  const isElsewhere = isRemote(bucket)
  const whyNoDiff = (message.flags & listFlag.diff) === 0n ? undefined : diffProblem(message, isElsewhere, uri)
  if (whyNoDiff !== undefined)
    throw new ApiFailure(400, `cannot perform remote versions check (or diff vs remote bucket)${whyNoDiff}`)
  if (!isElsewhere && (message.flags & listFlag.notCached) !== 0n)
    throw new ApiFailure(400, `${uri} is not a remote bucket - cannot list 'not cached' objects`)
  if (message.target !== '' && topology.find(message.target) === undefined)
    throw new ApiFailure(
      400,
      `${nodeName(topology.targets[0] ?? context.node)}: list-objects failure: node ${message.target} not present in Smap v${topology.version}`,
      'errNodeNotFound',
    ).by(topology.targets[0])
  const lists = isElsewhere && (message.flags & listFlag.cached) === 0n ? listRemotePage : listPage
  const isInventory = (message.flags & listFlag.inventory) !== 0n
  const { entries, token } = isInventory
    ? inventoryPage(request, bucket, message, context)
    : await lists(bucket, message, context)
  const page = { uuid: countPage(bucket, message, entries, startedNs, context), token, entries }
  return (request.headers.accept ?? '').includes('application/msgpack') ? asMsgpack(page) : asJson(page)
}

/** List of objects, in JSON or msgpack pages. */
export const listObjectsHandlers: readonly HandlerEntry[] = [{ route: listObjectsRoute, node: 'proxy', handle: list }]
