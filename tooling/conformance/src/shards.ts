// Just enough of TAR and ZIP to make shards and to read what AIStore gives, with nothing borrowed from what is under test.
import { crc32 } from 'node:zlib'

/** Files by their paths. */
export type Members = Readonly<Record<string, string>>

const block = 512

/** Writes a TAR. */
export const tarOf = (members: Members): Buffer => {
  const blocks = Object.entries(members).flatMap(([path, text]) => {
    const content = Buffer.from(text)
    const header = Buffer.alloc(block)
    header.write(path, 0)
    header.write('0000644\0', 100)
    header.write('0000000\0', 108)
    header.write('0000000\0', 116)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('00000000000\0', 136)
    header.write('        0', 148)
    header.write('ustar\u000000', 257)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return [header, content, Buffer.alloc((block - (content.length % block)) % block)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(2 * block)])
}

/** Reads the files of a TAR. */
export const membersOfTar = (tar: Uint8Array): Members => {
  const bytes = Buffer.from(tar)
  const members: Record<string, string> = {}
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0;) {
    const header = bytes.subarray(at, at + block)
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
    const kind = header.toString('latin1', 156, 157)
    const path = header.toString('utf8', 0, header.indexOf(0))
    if (kind === '0' || kind === '\0') members[path] = bytes.toString('utf8', at + block, at + block + size)
    at += block + Math.ceil(size / block) * block
  }
  return members
}

/** Writes a ZIP, uncompressed. */
export const zipOf = (members: Members): Buffer => {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [path, text] of Object.entries(members)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)]
    // What local header and directory entry have in common: version, flags (UTF-8), method, time, date, crc, sizes, lengths.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, content])
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, name]))
    files.push(file)
    at += file.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...files, listed, Buffer.from('PK\u0005\u0006'), end])
}
