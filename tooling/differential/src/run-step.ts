import { isAisError, type Bucket, type Client } from '@ais/client'
import type { Step } from './step.ts'

/** What a step came to, as plain data: only what must be the same everywhere. */
export type Outcome = { readonly value: unknown } | { readonly error: string }

const digest = (bytes: Uint8Array): string =>
  bytes.length <= 100
    ? Buffer.from(bytes).toString('latin1')
    : `${bytes.length} bytes, ${Buffer.from(bytes.subarray(0, 20)).toString('latin1')} …`

/** How small an archive gets is its compressor's affair. */
const isCompressed = (name: string): boolean => /[.](tgz|zip)$/.test(name)

const attributes = async (bucket: Bucket, name: string): Promise<unknown> => {
  const { size, objVersion, checksumType, checksumValue, customMetadata, mirrorCopies, present } = await bucket
    .object(name)
    .head()
  const told = { objVersion, checksumType, custom: { ...customMetadata }, mirrorCopies, present }
  if (isCompressed(name)) return told
  // In archives are the times at which they were written.
  return name.endsWith('.tar') ? { ...told, size } : { ...told, size, checksumValue }
}

const list = async (bucket: Bucket, { kind: _kind, ...options }: Extract<Step, { kind: 'list' }>): Promise<unknown> => {
  const entries = []
  for await (const entry of bucket.listObjectsIter(options)) {
    const { name, size, version, customMetadata, copies, flags } = entry
    // Maps have no order: keys of custom metadata come as they please.
    const custom = customMetadata
      .replace(/^\w*\[|\]$/g, '')
      .split(' ')
      .toSorted()
    entries.push({ name, size: isCompressed(name) ? 'any' : size, version, custom, copies, flags })
  }
  return entries
}

const finish = async (client: Client, jobId: string): Promise<unknown> => {
  const { success } = await client.job({ jobId }).wait({ timeoutMs: 60_000 })
  return { success }
}

const act = async (client: Client, bucket: Bucket, step: Step): Promise<unknown> => {
  switch (step.kind) {
    case 'put':
      return (await bucket.object(step.name).putContent(step.text)).sizeBytes
    case 'get': {
      const { kind: _kind, name, ...range } = step
      const bytes = await bucket.object(name).get(range).readAll()
      return isCompressed(name) ? undefined : digest(bytes)
    }
    case 'head':
      return attributes(bucket, step.name)
    case 'delete':
      return bucket.object(step.name).delete()
    case 'lock':
      return bucket.object(step.name).checkLock()
    case 'append': {
      let handle = ''
      for (const text of step.texts) handle = await bucket.object(step.name).appendContent(text, { handle })
      await bucket.object(step.name).appendContent('', { handle, flush: true })
      return undefined
    }
    case 'parts': {
      const upload = await bucket.object(step.name).multipartUpload().create()
      for (const [index, text] of step.texts.entries()) await upload.addPart(index + 1).putContent(text)
      return upload.complete()
    }
    case 'custom':
      return bucket.object(step.name).setCustomProps(step.custom, { replaceExisting: step.replace })
    case 'copy':
      return bucket.object(step.name).copy(bucket.object(step.to))
    case 'rename':
      return bucket.object(step.name).rename(step.to)
    case 'archive':
      return bucket.object(step.name).appendToArchive(step.text, { archpath: step.archpath })
    case 'member':
      return digest(
        await bucket
          .object(step.name)
          .get({ archiveConfig: { archpath: step.archpath } })
          .readAll(),
      )
    case 'members': {
      const names: string[] = []
      for await (const { name } of bucket.listArchive(step.name)) names.push(name)
      return names
    }
    case 'list':
      return list(bucket, step)
    case 'delete-many': {
      const { kind: _kind, ...selection } = step
      return finish(client, await bucket.objects(selection).delete())
    }
    case 'props':
      await bucket.setProps({ versioning: { enabled: step.versioning } })
      return undefined
    case 'summary': {
      const { objectCount, totalSizeBytes } = await bucket.summary({ prefix: step.prefix, timeoutMs: 60_000 })
      const count = objectCount.present.toString()
      // Without a prefix there may be compressed archives among them.
      return step.prefix === '' ? { count } : { count, bytes: totalSizeBytes.presentObjects.toString() }
    }
  }
}

/** Does a step; an error of AIStore is an outcome too. */
export const runStep = async (client: Client, bucket: Bucket, step: Step): Promise<Outcome> => {
  try {
    return { value: await act(client, bucket, step) }
  } catch (error) {
    if (!isAisError(error)) throw error
    return { error: error._tag === 'Api' ? `Api ${error.code} ${error.status}` : error._tag }
  }
}
