import { createInventoryRoute, destroyInventoryRoute, showInventoryRoute } from '@ais/buckets/wire'
import { ApiFailure } from '../../api-failure.js'
import { isRemote } from '../../backends/backends.js'
import type { BucketObject } from '../../backends/bucket-object.js'
import { bucketObjects } from '../../backends/bucket-objects.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { StoredInventory } from '../../inventories/inventory-registry.js'
import type { JobRun } from '../../jobs/emulated-job.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { compareUtf8 } from '../../store/utf8-order.js'
import { makeShortId } from '../../topology/node-ids.js'
import type { ListEntry } from './list-entries.js'
import type { ListMessage } from './list-message.js'
import { requireBucket } from './require-bucket.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }
const jsonHeaders = { 'Content-Type': 'application/json; charset=utf-8' }
const defaultNamesPerChunk = 20_000

const objectNameOf = (bucket: EmulatedBucket, { name }: StoredInventory): string => `${bucket.uname}${name}`

const make = async (
  { cluster }: HandlerContext,
  run: JobRun,
  bucket: EmulatedBucket,
  name: string,
  prefix: string,
): Promise<void> => {
  const objects: BucketObject[] = []
  for await (const { name: objectName, sizeBytes } of bucketObjects(bucket, prefix, cluster)) {
    await run.step()
    objects.push({ name: objectName, sizeBytes })
    run.count(cluster.topology.owner(bucket.uname + objectName).id, 0)
  }
  objects.sort((a, b) => compareUtf8(a.name, b.name))
  const finishedNs = cluster.nowNs()
  cluster.inventories.set(bucket.uname, { name, prefix, startedNs: run.job.startedNs, finishedNs, objects })
}

const create = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const { cluster } = context
  const bucket = requireBucket(request, context)
  const value = (request.message?.['value'] ?? {}) as { name?: string; prefix?: string; force?: boolean }
  // A real server dies of it; refused as other calls of remote buckets are.
  if (!isRemote(bucket))
    throw new ApiFailure(
      400,
      `create-inventory: expecting remote bucket (have ${messageUri(bucket)})`,
      'ErrNotRemoteBck',
    )
  const existing = cluster.inventories.get(bucket.uname)
  if (existing !== undefined && value.force !== true)
    throw new ApiFailure(
      400,
      `inventory for bucket ${messageUri(bucket)} already exists: [${objectNameOf(bucket, existing)}]\n(only one inventory per bucket is supported, use CLI '--force' or 'CreateNBIMsg.Force' to override)`,
    ).by(cluster.topology.targets[0], `/v1/txn/${bucket.name}/begin`)
  const id = makeShortId()
  const name = value.name === undefined || value.name === '' ? `inv-${id}` : value.name
  const { provider, namespace } = bucket
  const spec = { kind: 'create-inventory', bucket: { name: bucket.name, provider, namespace }, message: name }
  const work = (run: JobRun): Promise<void> => make(context, run, bucket, name, value.prefix ?? '')
  const job = await cluster.jobs.startAndSettle(spec, work, `inv-${id}`)
  return { status: 200, headers: textPlain, body: job.id }
}

/** The inventory of a bucket, if it has that name; `''` takes any. */
const find = ({ cluster }: HandlerContext, bucket: EmulatedBucket, name: string): StoredInventory | undefined => {
  const found = cluster.inventories.get(bucket.uname)
  return found !== undefined && (name === '' || found.name === name) ? found : undefined
}

const destroy = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  const bucket = requireBucket(request, context)
  if (find(context, bucket, String(request.message?.['name'] ?? '')) !== undefined)
    context.cluster.inventories.delete(bucket.uname)
  return { status: 200 }
}

const show = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  const bucket = requireBucket(request, context)
  const found = find(context, bucket, String(request.message?.['name'] ?? ''))
  if (found === undefined) return { status: 200, headers: jsonHeaders, body: '{}\n' }
  const objectName = objectNameOf(bucket, found)
  const fields = {
    bucket: messageUri(bucket),
    name: found.name,
    obj_name: objectName,
    size: found.objects.reduce((sum, { name }) => sum + name.length + 8, 0),
    ...(found.prefix === '' ? {} : { prefix: found.prefix }),
  }
  // Times pass what a JSON number can hold in JavaScript: written as text.
  const times = `"started":${found.startedNs},"finished":${found.finishedNs}`
  const chunks = Math.max(1, Math.ceil(found.objects.length / defaultNamesPerChunk))
  const { version, targets } = context.cluster.topology
  const rest = `"ntotal":${found.objects.length},"smap_ver":${version},"chunks":${chunks},"nat":${targets.length}`
  const body = `{${JSON.stringify(objectName)}:${JSON.stringify(fields).slice(0, -1)},${times},${rest}}}`
  return { status: 200, headers: jsonHeaders, body: `${body}\n` }
}

/** One page of an inventory, and the token of the next; `''` at the end. @throws ApiFailure 400, 404 */
export const inventoryPage = (
  request: EmulatorRequest,
  bucket: EmulatedBucket,
  message: ListMessage,
  context: HandlerContext,
): { readonly entries: readonly ListEntry[]; readonly token: string } => {
  const { cluster } = context
  const [target] = cluster.topology.targets
  const name = request.headers['ais-inv-name']
  const found = find(context, bucket, String(name ?? ''))
  if (found === undefined)
    throw name === undefined || isRemote(bucket)
      ? new ApiFailure(400, `bucket "${messageUri(bucket)}" has no inventories`).by(target)
      : new ApiFailure(404, 'bucket "ais://.sys-inventory" does not exist', 'ErrBckNotFound').by(target)
  const after = message.token === '' ? message.startAfter : message.token
  const matching = found.objects.filter(
    (object) => object.name.startsWith(message.prefix) && compareUtf8(object.name, after) > 0,
  )
  const page = matching.slice(0, message.pageSize)
  return {
    entries: page.map(({ name: objectName, sizeBytes }) => ({
      name: objectName,
      ...(sizeBytes > 0 ? { size: sizeBytes } : {}),
      // As if all were here: an inventory does not look.
      flags: 64,
    })),
    token: matching.length > page.length ? (page.at(-1)?.name ?? '') : '',
  }
}

/** Inventories of remote buckets. */
export const inventoryHandlers: readonly HandlerEntry[] = [
  { route: createInventoryRoute, node: 'proxy', handle: create },
  { route: destroyInventoryRoute, node: 'proxy', handle: destroy },
  { route: showInventoryRoute, node: 'proxy', handle: show },
]
