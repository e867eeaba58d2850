import { abortMultipartRoute, completeMultipartRoute, createMultipartRoute } from '@ais/objects/wire'
import { ApiFailure } from '../../api-failure.js'
import { isRemote } from '../../backends/backends.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { storeContent } from '../../rules/store-content.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { notEmulated } from '../../strict.js'
import type { Upload, UploadedPart } from '../../uploads/upload-registry.js'
import { addressedObject, type AddressedObject } from './addressed-object.js'

const textPlain = { 'Content-Type': 'text/plain; charset=utf-8' }
const maxPartNumber = 9999

/** How AIStore names an object whose attributes it has not loaded. */
const unloaded = ({ bucket, key }: AddressedObject): string => `o[${bucket.name}/${key.name}(-)]`

const manifest = ({ uri }: AddressedObject, id: string): string => `chunk-manifest[${uri}, id=${id}]`

const addressed = (request: EmulatorRequest, context: HandlerContext): AddressedObject => {
  const object = addressedObject(request, context)
  if (isRemote(object.bucket)) throw notEmulated('multipart upload to a remote bucket')
  return object
}

const requireUpload = (request: EmulatorRequest, context: HandlerContext, object: AddressedObject): Upload => {
  const id = request.query.get('uploadId') ?? ''
  const upload = context.cluster.uploads.find(id, object.key)
  if (upload === undefined) throw new ApiFailure(404, `${unloaded(object)}: ${id} does not exist`, 'ErrNotFound')
  return upload
}

const create = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  const object = addressed(request, context)
  return { status: 200, headers: textPlain, body: context.cluster.uploads.create(object.key).id }
}

/** @throws ApiFailure 400, 500 */
const partNumber = (request: EmulatorRequest, object: AddressedObject, { id }: Upload): number => {
  const text = request.query.get('partNumber') ?? ''
  if (!/^[+-]?\d+$/.test(text))
    throw new ApiFailure(400, `${unloaded(object)}: invalid part number ${JSON.stringify(text)} for uploadID "${id}"`)
  const number = Number(text)
  if (number < 1) throw new ApiFailure(500, `${manifest(object, id)}: invalid chunk number (${number})`)
  if (number > maxPartNumber)
    throw new ApiFailure(
      500,
      `${manifest(object, id)}: chunk number (${number}) exceeds the maximum allowed (${maxPartNumber})`,
    )
  return number
}

/** PUT of one part. */
export const putPart = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressed(request, context)
  const upload = requireUpload(request, context, object)
  const number = partNumber(request, object, upload)
  const stated = Number(request.headers['content-length'] ?? -1)
  if (stated < 1) throw new ApiFailure(400, `${object.uri}: put-part invalid size (${stated})`)
  const { cluster } = context
  const { sizeBytes } = await storeContent(cluster, cluster.uploads.keyOf(upload, number), 'none', request.body)
  cluster.uploads.add(upload, number, sizeBytes)
  return { status: 200 }
}

/** The parts that a message asks for, in order. @throws ApiFailure 400 */
const requestedParts = (request: EmulatorRequest, { parts }: Upload): readonly UploadedPart[] => {
  const value = request.message?.['value']
  const asked = (Array.isArray(value) ? value : []) as readonly { readonly 'part-number'?: unknown }[]
  if (asked.length === 0) throw new ApiFailure(400, 'no chunks')
  if (asked.length !== parts.size)
    throw new ApiFailure(400, `partial completion is not allowed: requested ${asked.length} parts, have ${parts.size}`)
  const numbers = asked.map((part) => Number(part['part-number'])).toSorted((a, b) => a - b)
  return numbers.map((number, index) => {
    const part = parts.get(number)
    if (part === undefined || number !== index + 1)
      throw new ApiFailure(400, `chunk at (${index}) has invalid number ${number} (count=${parts.size})`)
    return part
  })
}

const complete = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressed(request, context)
  const upload = requireUpload(request, context, object)
  const parts = requestedParts(request, upload)
  // A real server takes a part twice, and then corrupts the object: better to hear of it here.
  if (upload.isDamaged)
    throw new ApiFailure(
      400,
      `${manifest(object, upload.id)}: a part was uploaded twice; a real server would corrupt the object`,
    )
  const { cluster } = context
  const content = async function* (): AsyncGenerator<Uint8Array> {
    for (const { key } of parts) {
      const found = await cluster.store.read(key)
      if (found === undefined) throw new Error(`a part of upload ${upload.id} is gone`)
      yield* found.body
    }
  }
  // Parts that came out of order are hashed anew, and not by the bucket's type.
  const type = upload.isInOrder ? checksumTypeOf(object.bucket.props) : 'crc32c'
  const chunks = { count: parts.length, maxBytes: Math.max(...parts.map(({ sizeBytes }) => sizeBytes)) }
  await storeContent(cluster, object.key, type, content(), { chunks })
  await cluster.uploads.end(upload)
  return { status: 200 }
}

const abort = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressed(request, context)
  const id = request.query.get('uploadId') ?? ''
  const upload = context.cluster.uploads.find(id, object.key)
  if (upload === undefined)
    throw new ApiFailure(404, `failed to load partial ${manifest(object, id)}: no such file or directory`, 'wrapError')
  await context.cluster.uploads.end(upload)
  return { status: 200 }
}

/** Uploads in parts. */
export const multipartHandlers: readonly HandlerEntry[] = [
  { route: createMultipartRoute, node: 'target', handle: create },
  { route: completeMultipartRoute, node: 'target', handle: complete },
  { route: abortMultipartRoute, node: 'target', handle: abort },
]
