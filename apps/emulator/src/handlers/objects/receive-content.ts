import { parseCustomMetadata, type CustomMetadata } from '@ais/objects/wire'
import { isRemote } from '../../backends/backends.js'
import { writeThrough } from '../../backends/remote-objects.js'
import { ApiFailure } from '../../api-failure.js'
import { checksumTypeOf } from '../../buckets/bucket-props.js'
import { countsVersions } from '../../buckets/bucket-registry.js'
import { beginContent } from '../../rules/begin-content.js'
import { isTrue } from '../../rules/booleans.js'
import { createContentHash, isChecksumType } from '../../rules/content-hash.js'
import type { EmulatorRequest, HandlerContext } from '../../server/handler.js'
import type { ObjectRecord, PendingContent } from '../../store/store.js'
import type { AddressedObject } from './addressed-object.js'

/** Reads a body into pending content; a body that breaks off is an error and leaves nothing. */
const receive = async (
  request: EmulatorRequest,
  pending: PendingContent,
  update: (bytes: Uint8Array) => void,
): Promise<void> => {
  for await (const piece of request.body) {
    update(piece)
    const written = pending.write(piece, true)
    if (written !== undefined) await written
  }
  const stated = request.headers['content-length']
  if (stated !== undefined && Number(stated) !== pending.sizeBytes)
    throw new ApiFailure(400, `unexpected EOF: received ${pending.sizeBytes} of ${stated} bytes`)
}

/** Custom metadata that comes along with the content. */
const customOf = ({ headers }: EmulatorRequest): CustomMetadata | undefined => {
  const header = headers['ais-custom-md']
  return header === undefined ? undefined : parseCustomMetadata(Array.isArray(header) ? header : header.split(', '))
}

/** With `skip_vc` the metadata of the old object is not looked at: the version starts again, custom metadata goes. */
const skipsOld = ({ query }: EmulatorRequest): boolean => isTrue(query.get('skip_vc'))

const hasThatContent = (record: ObjectRecord | undefined, type: string, value: string): boolean =>
  value !== '' && record?.checksumType === type && record.checksumValue === value

/**
 * Stores a request's body as an object, computing the bucket's checksum and checking the client's; gives `undefined` when the object has
 * the client's checksum already, and so is left as it is.
 * @throws ApiFailure 500 ErrBadCksum, as the real server has it
 */
export const receiveContent = async (
  request: EmulatorRequest,
  object: AddressedObject,
  context: HandlerContext,
): Promise<ObjectRecord | undefined> => {
  const { store, nowNs } = context.cluster
  const type = checksumTypeOf(object.bucket.props)
  const expectedType = String(request.headers['ais-checksum-type'] ?? '')
  const expected = expectedType === 'none' ? '' : String(request.headers['ais-checksum-value'] ?? '')
  if (expectedType !== '' && expectedType !== 'none' && !isChecksumType(expectedType))
    throw new ApiFailure(400, `invalid checksum type "${expectedType}"`)
  if (hasThatContent(store.head(object.key), expectedType, expected) && !skipsOld(request)) {
    for await (const _ of request.body) {
      // The object has this content already: what arrives is not looked at.
    }
    return undefined
  }
  const made = createContentHash(type)
  const own = made instanceof Promise ? await made : made
  const theirs = expected === '' || expectedType === type ? undefined : await createContentHash(expectedType)
  const pending = beginContent(context.cluster, object.bucket, object.key.name)
  try {
    await receive(request, pending, (bytes) => {
      own.update(bytes)
      theirs?.update(bytes)
    })
    const checksumValue = own.digest()
    const checked = theirs === undefined ? checksumValue : theirs.digest()
    if (expected !== '' && checked !== expected)
      throw new ApiFailure(
        500,
        `BAD DATA CHECKSUM: ${expectedType}(${expected} != ${checked}) (context: ${object.uri})`,
        'ErrBadCksum',
      )
    const received = { checksumType: type, checksumValue, atimeNs: nowNs() }
    // A backend takes the content, not the client's metadata.
    if (isRemote(object.bucket))
      return await writeThrough({ bucket: object.bucket, name: object.key.name }, pending, received, context.cluster)
    const skips = skipsOld(request)
    const custom = customOf(request) ?? (skips ? {} : undefined)
    return await pending.commit(object.key, {
      ...received,
      ...(skips ? { version: countsVersions(object.bucket) ? 1 : 0 } : undefined),
      ...(custom === undefined ? undefined : { custom }),
    })
  } catch (error) {
    await pending.abandon()
    throw error
  }
}
