import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksumOf, createHasher } from '../../src/checksum/content-hasher.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('content checksums', () => {
  it.each([
    ['xxhash2', '45ab6734b21e6968'],
    ['xxhash', '45ab6734b21e6968'],
    ['md5', '5eb63bbbe01eeed093cb22bb8f5acdc3'],
    ['crc32c', 'c99465aa'],
  ] as const)('%s of "hello world" is what AIStore says', async (type, value) => {
    expect(await checksumOf(type, bytes('hello world'))).toBe(value)
  })

  it.each(['md5', 'sha256', 'sha512'] as const)('%s agrees with node:crypto', async (type) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
        expect(await checksumOf(type, content)).toBe(createHash(type).update(content).digest('hex'))
      }),
      { numRuns: 20 },
    )
  })

  it.each(['xxhash2', 'crc32c'] as const)('%s does not depend on how the content is cut', async (type) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 100 })), async (pieces) => {
        const hasher = await createHasher(type)
        for (const piece of pieces) hasher.update(piece)
        expect(hasher.digest()).toBe(await checksumOf(type, Buffer.concat(pieces)))
      }),
      { numRuns: 30 },
    )
  })

  it('pads short values', async () => {
    for (let index = 0; index < 600; index += 1)
      expect(await checksumOf('xxhash2', bytes(String(index)))).toMatch(/^[0-9a-f]{16}$/)
  })
})
