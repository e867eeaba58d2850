import {
  callName,
  ChecksumError,
  createHasher,
  isAisError,
  turn,
  type CallOptions,
  type Connection,
  type ContentHasher,
  type ErrorContext,
  type ObjectRef,
} from '@ais/core'
import { parseChecksumType, type ChecksumType } from '@ais/core/wire'
import type { ObjectAttributesV2 } from '../object-attributes-v2.js'
import { headObjectV2 } from '../operations/head-object-v2.js'

/** Bytes that are hashed before others get their turn. */
const turnBytes = 8 * 1024 * 1024

/**
 * What AIStore may say of an upload that is complete: the bucket's type, which is XXH64 where nobody chose another, when its parts came in
 * order, and crc32c otherwise. @wire ais/tgtmpt.go initPartChecksums
 */
const types: readonly ChecksumType[] = ['xxhash2', 'crc32c']

/** Content whose checksums are computed in passing, to hold what was stored to them. */
export interface SentContent {
  readonly content: AsyncIterable<Uint8Array>
  /** Bytes that have passed. */
  readonly sizeBytes: () => number
  /** Checksum of what has passed, by one of the types that are computed. */
  readonly digestOf: (type: ChecksumType) => string | undefined
}

/** Computes checksums of content that is read once. */
export const sentContent = async (content: AsyncIterable<Uint8Array>): Promise<SentContent> => {
  const hashers: readonly ContentHasher[] = await Promise.all(types.map((type) => createHasher(type)))
  let sizeBytes = 0
  const passing = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of content)
      for (let at = 0; at < piece.length; at += turnBytes) {
        const some = piece.subarray(at, at + turnBytes)
        for (const hasher of hashers) hasher.update(some)
        sizeBytes += some.length
        if (at > 0) await turn()
        yield some
      }
  }
  return {
    content: passing(),
    sizeBytes: () => sizeBytes,
    digestOf: (type) => hashers.find((hasher) => hasher.type === (type === 'xxhash' ? 'xxhash2' : type))?.digest(),
  }
}

/** What of a stored object is compared. */
export interface Stored extends Pick<ObjectAttributesV2, 'size' | 'checksumType' | 'checksumValue' | 'chunks'> {}

/** What an object is now; `undefined` when the cluster says that there is none, or does not let us know. @throws what breaks below answers */
export const storedObject = async (
  connection: Connection,
  object: ObjectRef,
  call: CallOptions,
): Promise<Stored | undefined> => {
  try {
    return await connection.send(headObjectV2(object, ['size', 'checksum', 'chunked']), call)
  } catch (error) {
    if (isAisError(error) && error._tag === 'Api') return undefined
    throw error
  }
}

/** An upload that was completed. */
export interface CompletedUpload {
  readonly connection: Connection
  readonly object: ObjectRef
  readonly parts: number
  readonly sent: SentContent
  readonly context: ErrorContext
  readonly call: CallOptions
}

/**
 * Holds what was made of an upload's parts to what was sent, and tells whether that could be done. An object of another number of chunks is
 * somebody else's, who has written it since.
 * @throws ChecksumError
 */
export const checkUpload = async ({
  connection,
  object,
  parts,
  sent,
  context,
  call,
}: CompletedUpload): Promise<boolean> => {
  const stored = await storedObject(connection, object, call)
  const type = parseChecksumType(stored?.checksumType)
  if (stored === undefined || type === undefined || stored.chunks?.chunkCount !== parts) return false
  const expected = sent.digestOf(type)
  if (expected === undefined) return false
  const actual = stored.checksumValue.toLowerCase()
  if (actual === expected && stored.size === sent.sizeBytes()) return true
  throw new ChecksumError(
    { type, expected, actual },
    `${callName(context)}: the object is stored wrong: what was sent has ${sent.sizeBytes()} bytes and ${type} ${expected}, AIStore made ${stored.size} bytes with ${actual} of the parts; write it again or delete it`,
    context,
  )
}
