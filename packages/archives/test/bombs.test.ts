import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readArchive, type ReadableArchiveFormat, type ReadArchiveOptions } from '../src/index.js'

const context = { operation: 'test.readArchive' }
const MiB = 2 ** 20

/** A TAR's header of one member. @wire POSIX ustar */
const tarHeader = (name: string, sizeBytes: number, type = '0'): Buffer => {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write('0000644\0', 100)
  header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write(' '.repeat(8), 148)
  header.write(type, 156)
  header.write('ustar\0' + '00', 257)
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** What is given first and then, for ever, the same again; with how much of it was taken. */
const endless = (first: Uint8Array, piece: Uint8Array) => {
  const taken = { bytes: 0, isEnded: false }
  const content = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (let next = first; ; next = piece) {
        taken.bytes += next.length
        yield next
      }
    } finally {
      taken.isEnded = true
    }
  }
  return { content: content(), taken }
}

/** Reads all members and their content, holding nothing. */
const readThrough = async (
  content: AsyncIterable<Uint8Array>,
  format: ReadableArchiveFormat,
  options: ReadArchiveOptions = {},
  isRead = true,
): Promise<number> => {
  let length = 0
  for await (const member of readArchive(content, format, context, options))
    if (isRead) for await (const piece of member.content()) length += piece.length
  return length
}

const zeros = gzipSync(Buffer.alloc(8 * MiB))

describe.each([true, false])('a TGZ that never ends, whose members are read: %s', (isRead) => {
  it('is unpacked up to maxUnpackedBytes', async () => {
    const { content, taken } = endless(gzipSync(tarHeader('bomb', 7 * 2 ** 30)), zeros)
    await expect(readThrough(content, '.tgz', { maxUnpackedBytes: 100 * MiB }, isRead)).rejects.toMatchObject({
      _tag: 'Decode',
      message: expect.stringContaining('maxUnpackedBytes (104857600)') as string,
    })
    expect(taken.isEnded).toBe(true)
    // A thousandth of what it unpacks to, and what lay ready.
    expect(taken.bytes).toBeLessThan(40 * zeros.length)
  })

  it('holds nothing of what it unpacks', { timeout: 120_000 }, async () => {
    const { content } = endless(gzipSync(tarHeader('bomb', 7 * 2 ** 30)), zeros)
    const before = process.memoryUsage()
    const most = { arrayBuffers: 0 }
    const watch = setInterval(() => {
      most.arrayBuffers = Math.max(most.arrayBuffers, process.memoryUsage().arrayBuffers)
    }, 5)
    await expect(readThrough(content, '.tgz', { maxUnpackedBytes: 256 * MiB }, isRead)).rejects.toThrow()
    clearInterval(watch)
    expect(most.arrayBuffers - before.arrayBuffers).toBeLessThan(128 * MiB)
  })
})

/** A ZIP whose members all have the same packed content, and say what they want of it. */
const zipOf = (names: readonly string[], packed: Uint8Array, sizeBytes: number, crc: number): Buffer => {
  const fields = (start: readonly number[], more: readonly (readonly [number, number])[]): Buffer => {
    const bytes = Buffer.from(start)
    return Buffer.concat([
      bytes,
      ...more.map(([value, length]) => {
        const field = Buffer.alloc(length)
        field.writeUIntLE(value, 0, length)
        return field
      }),
    ])
  }
  const of = (name: string): readonly (readonly [number, number])[] => [
    [20, 2],
    [0, 2],
    [8, 2],
    [0, 2],
    [0x21, 2],
    [crc, 4],
    [packed.length, 4],
    [sizeBytes, 4],
    [name.length, 2],
    [0, 2],
  ]
  const local = Buffer.concat([fields([0x50, 0x4b, 3, 4], of('a')), Buffer.from('a'), packed])
  const central = Buffer.concat(
    names.flatMap((name) => [
      fields([0x50, 0x4b, 1, 2], [[20, 2], ...of(name), [0, 2], [0, 2], [0, 2], [0, 4], [0, 4]]),
      Buffer.from(name),
    ]),
  )
  const count = names.length
  const end = fields(
    [0x50, 0x4b, 5, 6],
    [
      [0, 2],
      [0, 2],
      [count, 2],
      [count, 2],
      [central.length, 4],
      [local.length, 4],
      [0, 2],
    ],
  )
  return Buffer.concat([local, central, end])
}

const once = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

describe('a ZIP', () => {
  const packed = deflateRawSync(Buffer.alloc(32 * MiB))

  it('whose members are one and the same, thousands of times, is unpacked up to maxUnpackedBytes', async () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `m${at}`)
    // 312 GiB in all.
    const zip = zipOf(names, packed, 32 * MiB, crc32(Buffer.alloc(32 * MiB)))
    expect(zip.length).toBeLessThan(2 * MiB)
    await expect(readThrough(once(zip), '.zip', { maxUnpackedBytes: 80 * MiB })).rejects.toMatchObject({
      _tag: 'Decode',
    })
    // Members that nobody reads are not unpacked.
    expect(await readThrough(once(zip), '.zip', { maxUnpackedBytes: 1 }, false)).toBe(0)
  }, 120_000)

  it('with a member that unpacks to more than it says is refused where it does', async () => {
    const zip = zipOf(['a'], packed, 1000, 0)
    let length = 0
    const read = async (): Promise<void> => {
      for await (const member of readArchive(once(zip), '.zip', context))
        for await (const piece of member.content()) length += piece.length
    }
    await expect(read()).rejects.toMatchObject({ _tag: 'Decode' })
    expect(length).toBeLessThanOrEqual(1000)
  })

  it('larger than maxZipBytes is not read on', async () => {
    const { content, taken } = endless(Buffer.from('PK'), Buffer.alloc(MiB))
    await expect(readThrough(content, '.zip', { maxZipBytes: 4 * MiB })).rejects.toMatchObject({ _tag: 'Decode' })
    expect(taken.bytes).toBeLessThanOrEqual(6 * MiB)
    expect(taken.isEnded).toBe(true)
  })

  it('that announces more members than it has is refused', async () => {
    const zip = zipOf(['a'], packed, 32 * MiB, 0)
    zip.writeUInt16LE(60_000, zip.length - 12)
    await expect(readThrough(once(zip), '.zip', {}, false)).rejects.toMatchObject({ _tag: 'Decode' })
  })
})

describe('a TAR', () => {
  it.each([
    ['pax header', 'x'],
    ['global pax header', 'g'],
    ['long name', 'L'],
    ['long link', 'K'],
  ])('with a %s of more than 4 MiB is refused, not held', async (_, type) => {
    const { content, taken } = endless(tarHeader('long', 5 * MiB, type), Buffer.alloc(MiB, 'x'))
    await expect(readThrough(content, '.tar')).rejects.toMatchObject({ _tag: 'Decode' })
    expect(taken.bytes).toBeLessThan(8 * MiB)
    expect(taken.isEnded).toBe(true)
  })

  it.each([
    ['negative', '-0000000001\0'],
    ['no number', 'zzzzzzzzzzz\0'],
    ['beyond all numbers', Buffer.concat([Buffer.from([0x80]), Buffer.alloc(11, 0xff)])],
  ])('with a member whose size is %s is refused', async (_, size) => {
    const header = tarHeader('a', 0)
    header.set(Buffer.from(size as string), 124)
    header.write(' '.repeat(8), 148)
    header.write(
      `${header
        .reduce((all, byte) => all + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    const read = readThrough(once(Buffer.concat([header, Buffer.alloc(2048)])), '.tar')
    await expect(read).rejects.toMatchObject({ _tag: 'Decode' })
  })
})

it.each([0, -1, 1.5])('maxUnpackedBytes must be a size: %s', async (maxUnpackedBytes) => {
  await expect(readThrough(once(zeros), '.tgz', { maxUnpackedBytes })).rejects.toMatchObject({
    _tag: 'InvalidInput',
    field: 'maxUnpackedBytes',
  })
})
