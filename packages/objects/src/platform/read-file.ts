import type { BigIntStats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { asLocal, pathError } from './local-file-error.js'
import type { FileSource } from './platform.js'

const pieceBytes = 256 * 1024

/** What tells a file, as it was, from what becomes of it. */
const versionOf = ({ ino, size, mtimeNs }: BigIntStats): string => `${ino} ${size} ${mtimeNs}`

const readWhole = async function* (
  operation: string,
  path: string,
  { sizeBytes, version }: Omit<FileSource, 'read'>,
): AsyncGenerator<Uint8Array> {
  const changed = (how: string) =>
    pathError(operation, path, `changed while it was sent (${how}); send it again when it is at rest`)
  const file = await asLocal(operation, path, () => open(path, 'r'))
  const check = async (): Promise<void> => {
    if (versionOf(await file.stat({ bigint: true })) !== version)
      throw changed('it is not what it was when it was chosen')
  }
  try {
    // One that is read at once is looked at right after.
    if (sizeBytes > pieceBytes) await check()
    let position = 0
    while (position < sizeBytes) {
      const at = position
      const length = Math.min(pieceBytes, sizeBytes - at)
      const buffer = Buffer.allocUnsafe(length)
      const { bytesRead } = await asLocal(operation, path, () => file.read(buffer, 0, length, at))
      if (bytesRead === 0) throw changed(`it ended after ${position} of ${sizeBytes} bytes`)
      position += bytesRead
      // Written over in place it has the same length. Before the last piece goes: with it the receiver has what it takes for the whole.
      if (position === sizeBytes) await check()
      yield buffer.subarray(0, bytesRead)
    }
    if (sizeBytes === 0) await check()
  } finally {
    await file.close()
  }
}

/** Looks at a file that is to be sent. */
export const openFile = async (operation: string, path: string): Promise<FileSource> => {
  const found = await asLocal(operation, path, () => stat(path, { bigint: true }))
  if (!found.isFile())
    throw pathError(operation, path, `is ${found.isDirectory() ? 'a directory' : 'no regular file'}; give a file`)
  const seen = { sizeBytes: Number(found.size), version: versionOf(found) }
  return { ...seen, read: () => readWhole(operation, path, seen) }
}
