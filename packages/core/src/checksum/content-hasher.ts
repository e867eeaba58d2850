import type { XXHashAPI } from 'xxhash-wasm'
import { Lazy } from '../flows/lazy.js'
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

/** Compiled once: the states of all hashers are apart, and a new instance costs more than to hash a small object. */
const xxhash = new Lazy<XXHashAPI>(async () => (await import('xxhash-wasm')).default())

const isXxhash = (type: ChecksumType): type is 'xxhash' | 'xxhash2' => type === 'xxhash' || type === 'xxhash2'

const xxhashText = (value: bigint): string => value.toString(16).padStart(16, '0')

const createXxhash = async (type: ChecksumType): Promise<ContentHasher> => {
  const hash = (await xxhash.get()).create64()
  return {
    type,
    update: (bytes) => {
      // The instance keeps as much memory as the largest piece that it was given.
      if (bytes.length <= pieceBytes) hash.update(bytes)
      else
        for (let start = 0; start < bytes.length; start += pieceBytes)
          hash.update(bytes.subarray(start, start + pieceBytes))
    },
    digest: () => xxhashText(hash.digest()),
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
  isXxhash(type) ? createXxhash(type) : createOther(type)

/** Bytes that are hashed before others get their turn: some milliseconds. All others take seven times as long as XXH64, or more. */
const turnBytesOf = (type: ChecksumType): number => (isXxhash(type) ? 64 : 2) * 1024 * 1024

/** Computes the checksum of content in memory. */
export const checksumOf = async (type: ChecksumType, bytes: Uint8Array): Promise<string> => {
  // Small content, of which there is much, needs no state to be hashed with.
  if (isXxhash(type) && bytes.length <= pieceBytes) {
    const loaded = xxhash.get()
    return xxhashText((loaded instanceof Promise ? await loaded : loaded).h64Raw(bytes))
  }
  const hasher = await createHasher(type)
  const turnBytes = turnBytesOf(type)
  for (let start = 0; start < bytes.length; start += turnBytes) {
    // oxlint-disable-next-line no-await-in-loop -- the pause is what the loop is for
    if (start > 0) await turn()
    hasher.update(bytes.subarray(start, start + turnBytes))
  }
  return hasher.digest()
}
