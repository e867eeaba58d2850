import { createHash, type Hash } from 'node:crypto'
import type { IHasher } from 'hash-wasm'
import loadXxhash, { type XXHashAPI } from 'xxhash-wasm'

/** Computes a checksum as AIStore writes it. */
export interface ContentHash {
  update(bytes: Uint8Array): void
  digest(): string
}

const ofNode = (hash: Hash): ContentHash => ({
  update: (bytes) => void hash.update(bytes),
  digest: () => hash.digest('hex'),
})

const ofWasm = (hash: IHasher): ContentHash => {
  hash.init()
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') }
}

/** Compiled once: it costs more than hashing a small object does. */
let compiled: XXHashAPI | undefined
let compiling: Promise<XXHashAPI> | undefined

const compile = async (): Promise<XXHashAPI> => {
  compiled = await (compiling ??= loadXxhash())
  return compiled
}

const ofXxhash = ({ create64 }: XXHashAPI): ContentHash => {
  const hash = create64()
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest().toString(16).padStart(16, '0') }
}

/** Castagnoli's polynomial, reversed. */
const crc32c = 0x82f63b78

const load = async (type: string): Promise<ContentHash> =>
  type === 'crc32c' ? ofWasm(await (await import('hash-wasm')).createCRC32(crc32c)) : ofXxhash(await compile())

/** Makes a hash of one of AIStore's types, at once where nothing has to be loaded for it; `none` gives an empty value. */
export const createContentHash = (type: string): Promise<ContentHash> | ContentHash => {
  if (type === 'none') return { update: () => {}, digest: () => '' }
  if (type === 'md5' || type === 'sha256' || type === 'sha512') return ofNode(createHash(type))
  return type === 'crc32c' || compiled === undefined ? load(type) : ofXxhash(compiled)
}

/** Checksum types that a client may send along. */
export const isChecksumType = (type: string): boolean =>
  ['xxhash', 'xxhash2', 'md5', 'crc32c', 'sha256', 'sha512'].includes(type)
