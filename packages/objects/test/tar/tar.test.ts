import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTarWriter, readTar } from '../../src/tar/index.js'

const context = { operation: 'test.readTar' }

const collect = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

const tarOf = async (members: readonly (readonly [string, Uint8Array])[]): Promise<Buffer> => {
  const writer = createTarWriter()
  const whole = collect(writer.content)
  for (const [path, bytes] of members) await writer.add({ path, sizeBytes: bytes.length }, [bytes])
  writer.end()
  return whole
}

const inPieces = async function* (bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const membersOf = async (content: AsyncIterable<Uint8Array>): Promise<readonly (readonly [string, string])[]> => {
  const members: (readonly [string, string])[] = []
  for await (const member of readTar(content, context))
    members.push([member.path, (await collect(member.content())).toString('base64')])
  return members
}

describe('TARs', () => {
  it('read back what was written, whatever the names and pieces', async () => {
    const name = fc
      .string({ minLength: 1, maxLength: 150, unit: 'grapheme' })
      .map((text) => text.replace(/[\0/]/g, '_'))
    const members = fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 3000 })), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(members, fc.integer({ min: 1, max: 5000 }), async (given, pieceBytes) => {
        const tar = await tarOf(given)
        expect(await membersOf(inPieces(tar, pieceBytes))).toEqual(
          given.map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('skip what is not read of a member', async () => {
    const tar = await tarOf([
      ['a', new Uint8Array(100_000)],
      ['b', new Uint8Array(100_000)],
      ['c', Buffer.from('c')],
    ])
    const paths: string[] = []
    for await (const member of readTar(inPieces(tar, 4096), context)) {
      paths.push(member.path)
      if (member.path === 'b') for await (const piece of member.content()) if (piece.length > 0) break
    }
    expect(paths).toEqual(['a', 'b', 'c'])
  })

  it.each([700, 512 + 5000, 100])('fail when they are cut after %i bytes', async (length) => {
    const tar = await tarOf([['a', new Uint8Array(10_000)]])
    await expect(membersOf(inPieces(tar.subarray(0, length), 512))).rejects.toMatchObject({ _tag: 'Decode' })
  })

  it('fail for what is no TAR', async () => {
    await expect(membersOf(inPieces(Buffer.alloc(2000, 'x'), 512))).rejects.toMatchObject({ _tag: 'Decode' })
  })

  it('fail as their content fails', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield* inPieces((await tarOf([['a', new Uint8Array(10_000)]])).subarray(0, 600), 600)
      throw Object.assign(new Error('gone'), { [Symbol.for('@ais/core/AisError')]: true, _tag: 'Unreachable' })
    }
    await expect(membersOf(broken())).rejects.toMatchObject({ _tag: 'Unreachable' })
  })

  it('are not finished with content of another length', async () => {
    const writer = createTarWriter()
    const read = collect(writer.content)
    read.catch(() => {})
    await expect(writer.add({ path: 'a', sizeBytes: 3 }, [Buffer.from('ab')])).rejects.toThrow('Size mismatch')
    await expect(read).rejects.toThrow()
  })

  it('stop writing when nobody reads any more', async () => {
    const writer = createTarWriter()
    const endless = function* (): Generator<Uint8Array> {
      for (;;) yield new Uint8Array(65_536)
    }
    const added = writer.add({ path: 'a', sizeBytes: 1e12 }, endless())
    added.catch(() => {})
    for await (const piece of writer.content) if (piece.length > 0) break
    await expect(added).rejects.toThrow()
  })
})
