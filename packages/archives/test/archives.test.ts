import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { UnreachableError } from '@ais/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { createTarWriter, readArchive } from '../src/index.js'

const context = { operation: 'test.readArchive' }

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
  for await (const member of readArchive(content, '.tar', context))
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
    for await (const member of readArchive(inPieces(tar, 4096), '.tar', context)) {
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
      throw new UnreachableError('gone', context)
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

  it('happen in the order of the calls, also before what writes them is loaded', async () => {
    const writer = createTarWriter()
    const added = writer.add({ path: 'a', sizeBytes: 2 }, [Buffer.from('ab')])
    writer.end()
    expect(await membersOf(writer.content)).toEqual([['a', Buffer.from('ab').toString('base64')]])
    await added

    const aborted = createTarWriter()
    const late = aborted.add({ path: 'a', sizeBytes: 2 }, [Buffer.from('ab')])
    aborted.abort(new UnreachableError('gone', context))
    await expect(collect(aborted.content)).rejects.toMatchObject({ _tag: 'Unreachable' })
    await expect(late).rejects.toThrow()
  })

  it('stop writing when the reader ends before its first piece', async () => {
    const writer = createTarWriter()
    const added = writer.add({ path: 'a', sizeBytes: 2 }, [Buffer.from('ab')])
    added.catch(() => {})
    await writer.content[Symbol.asyncIterator]().return?.()
    await expect(added).rejects.toThrow()
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

const zipOf = async (members: readonly (readonly [string, Uint8Array])[]): Promise<Buffer> => {
  const zip = new ZipFile()
  for (const [path, bytes] of members) zip.addBuffer(Buffer.from(bytes), path)
  zip.end()
  return collect(zip.outputStream as unknown as AsyncIterable<Uint8Array>)
}

const some: readonly (readonly [string, Uint8Array])[] = [
  ['a/b.txt', Buffer.from('text '.repeat(1000))],
  ['empty', new Uint8Array()],
  ['ü 日', randomBytes(5000)],
]

describe.each(['.tgz', '.zip'] as const)('%s archives', (format) => {
  const write = async (): Promise<Buffer> => (format === '.zip' ? zipOf(some) : gzipSync(await tarOf(some)))
  const read = async (content: AsyncIterable<Uint8Array>, options = {}) => {
    const members: (readonly [string, string])[] = []
    for await (const member of readArchive(content, format, context, options))
      members.push([member.path, (await collect(member.content())).toString('base64')])
    return members
  }

  it('read back what was written', async () => {
    expect(await read(inPieces(await write(), 777))).toEqual(
      some.map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]),
    )
  })

  it('skip what is not read', async () => {
    const paths: string[] = []
    for await (const member of readArchive(inPieces(await write(), 777), format, context)) paths.push(member.path)
    expect(paths).toEqual(some.map(([path]) => path))
  })

  it.each([0.3, 0.9])('fail when they are cut at %d', async (part) => {
    const whole = await write()
    const cut = read(inPieces(whole.subarray(0, Math.floor(whole.length * part)), 777))
    await expect(cut).rejects.toMatchObject({ _tag: 'Decode' })
  })

  it('fail for what is none, and when a bit is turned', async () => {
    await expect(read(inPieces(Buffer.alloc(2000, 'x'), 512))).rejects.toMatchObject({ _tag: 'Decode' })
    const whole = await write()
    const middle = Math.floor(whole.length * 0.6)
    whole[middle] = (whole[middle] ?? 0) ^ 1
    await expect(read(inPieces(whole, 512))).rejects.toMatchObject({ _tag: 'Decode' })
  })

  it('fail as their content fails', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield (await write()).subarray(0, 50)
      throw new UnreachableError('gone', context)
    }
    await expect(read(broken())).rejects.toMatchObject({ _tag: 'Unreachable' })
  })
})

it('ZIPs larger than the limit are refused', async () => {
  const whole = await zipOf(some)
  const read = readArchive(inPieces(whole, 512), '.zip', context, { maxZipBytes: whole.length - 1 })
  await expect(read.next()).rejects.toMatchObject({ _tag: 'Decode' })
  await expect(readArchive(inPieces(whole, 512), '.zip', context, { maxZipBytes: 0 }).next()).rejects.toMatchObject({
    _tag: 'InvalidInput',
    field: 'maxZipBytes',
  })
})
