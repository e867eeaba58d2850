import type { XXHashAPI } from 'xxhash-wasm'
import { turn } from '../flows/turn.js'
import type { ChecksumType } from '../wire/checksum-type.js'

/** Bytes that are given to a hash at once. */
const pieceBytes = 256 * 1024

/** Computes the checksum of content piece by piece. */
export interface ContentHasher {
  readonly type: ChecksumType
  update(bytes: Uint8Array): void
  /** The value as AIStore writes it, lower-case hex; `update` must not follow. */
  digest(): string
}

let xxhash: Promise<XXHashAPI> | undefined

const loadXxhash = async (): Promise<XXHashAPI> => (await import('xxhash-wasm')).default()

const createXxhash = async (type: ChecksumType): Promise<ContentHasher> => {
  // Compiled once: the states of all hashers are apart, and a new instance costs more than to hash a small object.
  xxhash ??= loadXxhash()
  const hash = (await xxhash).create64()
  return {
    type,
    update: (bytes) => {
      // The instance keeps as much memory as the largest piece that it was given.
      if (bytes.length <= pieceBytes) hash.update(bytes)
      else
        for (let start = 0; start < bytes.length; start += pieceBytes)
          hash.update(bytes.subarray(start, start + pieceBytes))
    },
    digest: () => hash.digest().toString(16).padStart(16, '0'),
  }
}

const createOther = async (type: Exclude<ChecksumType, 'xxhash' | 'xxhash2'>): Promise<ContentHasher> => {
  const library = await import('./wasm-hashes.js')
  const castagnoli = 0x82f63b78
  const hash = await {
    md5: () => library.createMD5(),
    sha256: () => library.createSHA256(),
    sha512: () => library.createSHA512(),
    crc32c: () => library.createCRC32(castagnoli),
  }[type]()
  hash.init()
  return { type, update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') }
}

/** Makes a hasher for one of AIStore's checksum types; the code of each loads on first use. */
export const createHasher = (type: ChecksumType): Promise<ContentHasher> =>
  type === 'xxhash' || type === 'xxhash2' ? createXxhash(type) : createOther(type)

/** Bytes that are hashed before others get their turn: some milliseconds. All others take seven times as long as XXH64, or more. */
const turnBytesOf = (type: ChecksumType): number => (type.startsWith('xxhash') ? 64 : 2) * 1024 * 1024

/** Computes the checksum of content in memory. */
export const checksumOf = async (type: ChecksumType, bytes: Uint8Array): Promise<string> => {
  const hasher = await createHasher(type)
  const turnBytes = turnBytesOf(type)
  for (let start = 0; start < bytes.length; start += turnBytes) {
    // oxlint-disable-next-line no-await-in-loop -- the pause is what the loop is for
    if (start > 0) await turn()
    hasher.update(bytes.subarray(start, start + turnBytes))
  }
  return hasher.digest()
}
