import type { ChecksumType } from '../wire/checksum-type.js'

/** Computes the checksum of content piece by piece. */
export interface ContentHasher {
  readonly type: ChecksumType
  update(bytes: Uint8Array): void
  /** The value as AIStore writes it, lower-case hex; `update` must not follow. */
  digest(): string
}

const createXxhash = async (type: ChecksumType): Promise<ContentHasher> => {
  const { default: xxhash } = await import('xxhash-wasm')
  const hash = (await xxhash()).create64()
  return {
    type,
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest().toString(16).padStart(16, '0'),
  }
}

const createOther = async (type: Exclude<ChecksumType, 'xxhash' | 'xxhash2'>): Promise<ContentHasher> => {
  const library = await import('hash-wasm')
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

/** Computes the checksum of content in memory. */
export const checksumOf = async (type: ChecksumType, bytes: Uint8Array): Promise<string> => {
  const hasher = await createHasher(type)
  hasher.update(bytes)
  return hasher.digest()
}
