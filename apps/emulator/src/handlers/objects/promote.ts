import { createReadStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promoteRoute } from '@ais/objects/wire'
import { ApiFailure } from '../../api-failure.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { storeContent } from '../../rules/store-content.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'
import { requireBucket } from '../buckets/require-bucket.js'

interface PromoteMessage {
  readonly tid?: string
  readonly src?: string
  readonly obj?: string
  readonly rcr?: boolean
  readonly dls?: boolean
}

const checkSource = (source: string, promoteDir: string): void => {
  const refuse = (why: string): never => {
    throw new ApiFailure(400, `invalid promote source "${source}": ${why}`, 'errInvalidPromoteSource')
  }
  if (!source.startsWith('/')) refuse('must be an absolute path')
  if (!source.startsWith(`${promoteDir}/`) || source.split('/').includes('..')) refuse(`must be under ${promoteDir}`)
}

const filesIn = async (folder: string, isRecursive: boolean): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: isRecursive })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

const promote = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const bucket = requireBucket(request, context)
  const message = (request.message?.['value'] ?? {}) as PromoteMessage
  const source = message.src ?? String(request.message?.['name'] ?? '')
  const { topology, promoteDir } = context.cluster
  checkSource(source, promoteDir)
  if ((message.tid ?? '') !== '' && topology.find(message.tid ?? '') === undefined)
    throw new ApiFailure(
      400,
      `${nodeName(context.node)}: promote failure: node ${message.tid ?? ''} not present in Smap v${topology.version}`,
      'errNodeNotFound',
    )
  const found = await stat(source).catch(() => {
    throw new ApiFailure(404, `stat ${source}: no such file or directory`, 'PathError').by(
      topology.targets[0],
      `/v1/txn/${bucket.name}/begin`,
    )
  })
  const files = found.isDirectory() ? await filesIn(source, message.rcr === true) : [source]
  for (const path of files) {
    // A directory's name is put before the relative path as it is, without a slash.
    const name = found.isDirectory() ? (message.obj ?? '') + relative(source, path) : (message.obj ?? '')
    const content = createReadStream(path) as AsyncIterable<Uint8Array>
    await storeContent(context.cluster, { bucket: bucket.uname, name }, checksumTypeOf(bucket.props), content)
    if (message.dls === true) await rm(path)
  }
  return { status: 200 }
}

/** Calls of objects that the proxy answers itself. */
export const promoteHandlers: readonly HandlerEntry[] = [{ route: promoteRoute, node: 'proxy', handle: promote }]
