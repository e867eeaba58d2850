import { createHasher, type ContentHasher } from '@ais/core'
import { defaultChecksumType, type ChecksumType } from '@ais/core/wire'
import type { ContentBody } from './content-source.js'

/** A stream whose checksum and length are known once it was sent. */
export interface HashedBody {
  readonly body: ContentBody
  readonly checksumTypes: readonly ChecksumType[]
  /** Checksum of what was sent last. */
  readonly digest: () => Promise<string>
  readonly sizeBytes: () => number
}

/** Computes the checksum of a stream in passing; each time it is opened it begins anew. */
export const hashedBody = (body: Extract<ContentBody, { kind: 'stream' }>): HashedBody => {
  let hasher: ContentHasher | undefined
  let sizeBytes = 0
  const open = async function* (): AsyncGenerator<Uint8Array> {
    const fresh = await createHasher(defaultChecksumType)
    hasher = fresh
    sizeBytes = 0
    for await (const piece of body.open()) {
      fresh.update(piece)
      sizeBytes += piece.length
      yield piece
    }
  }
  return {
    body: { ...body, open },
    // The same algorithm under two names.
    checksumTypes: ['xxhash', 'xxhash2'],
    // A transport need not open content of no length.
    digest: async () => (hasher ?? (await createHasher(defaultChecksumType))).digest(),
    sizeBytes: () => sizeBytes,
  }
}
