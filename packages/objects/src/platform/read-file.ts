import { open, stat } from 'node:fs/promises'
import { asLocal, pathError } from './local-file-error.js'
import type { FileSource } from './platform.js'

const pieceBytes = 256 * 1024

const readWhole = async function* (operation: string, path: string, sizeBytes: number): AsyncGenerator<Uint8Array> {
  const changed = (how: string) =>
    pathError(operation, path, `changed while it was sent (${how}); send it again when it is at rest`)
  const file = await asLocal(operation, path, () => open(path, 'r'))
  try {
    let position = 0
    for (;;) {
      const buffer = Buffer.allocUnsafe(pieceBytes)
      const at = position
      const { bytesRead } = await asLocal(operation, path, () => file.read(buffer, 0, pieceBytes, at))
      if (bytesRead === 0) break
      position += bytesRead
      if (position > sizeBytes) throw changed(`it grew beyond ${sizeBytes} bytes`)
      yield buffer.subarray(0, bytesRead)
    }
    if (position < sizeBytes) throw changed(`it ended after ${position} of ${sizeBytes} bytes`)
  } finally {
    await file.close()
  }
}

/** Looks at a file that is to be sent. */
export const openFile = async (operation: string, path: string): Promise<FileSource> => {
  const found = await asLocal(operation, path, () => stat(path))
  if (!found.isFile())
    throw pathError(operation, path, `is ${found.isDirectory() ? 'a directory' : 'no regular file'}; give a file`)
  return { sizeBytes: found.size, read: () => readWhole(operation, path, found.size) }
}
