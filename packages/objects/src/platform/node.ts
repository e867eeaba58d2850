import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isErrored, Readable } from 'node:stream'
import { LocalFileError } from '@ais/core'
import type { FileSource, NodeStream, Platform } from './platform.js'

const advice: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is not a directory',
}

const fileError = (operation: string, path: string, cause: unknown): LocalFileError => {
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  return new LocalFileError(path, `${operation}: cannot use ${path}: ${advice[code] ?? code}`, { operation }, cause)
}

const pieceBytes = 256 * 1024

/** What tells a file, as it was, from what becomes of it. */
const stamp = ({ ino, size, mtimeMs }: Stats): string => [ino, size, mtimeMs].join(' ')

const readWhole = async function* (operation: string, path: string, found: Stats): AsyncGenerator<Uint8Array> {
  const { size: sizeBytes } = found
  const changed = (how: string): LocalFileError =>
    new LocalFileError(
      path,
      `${operation}: ${path} changed while it was sent (${how}); send it again when it is at rest`,
      { operation },
    )
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw fileError(operation, path, cause)
  })
  const check = async (): Promise<void> => {
    if (stamp(await file.stat()) !== stamp(found)) throw changed('it is not what it was when it was chosen')
  }
  try {
    await check()
    let position = 0
    for (;;) {
      const buffer = Buffer.allocUnsafe(pieceBytes)
      const { bytesRead } = await file.read(buffer, 0, pieceBytes, position).catch((cause: unknown) => {
        throw fileError(operation, path, cause)
      })
      if (bytesRead === 0) break
      position += bytesRead
      if (position > sizeBytes) throw changed(`it grew beyond ${sizeBytes} bytes`)
      yield buffer.subarray(0, bytesRead)
    }
    if (position < sizeBytes) throw changed(`it ended after ${position} of ${sizeBytes} bytes`)
    // Written over in place it has the same length, and bytes of two versions may have been sent.
    await check()
  } finally {
    await file.close()
  }
}

const openFile = async (operation: string, path: string): Promise<FileSource> => {
  const found = await stat(path).catch((cause: unknown) => {
    throw fileError(operation, path, cause)
  })
  if (!found.isFile())
    throw new LocalFileError(
      path,
      `${operation}: ${path} is ${found.isDirectory() ? 'a directory' : 'no regular file'}; give a file`,
      { operation },
    )
  return { sizeBytes: found.size, read: () => readWhole(operation, path, found) }
}

const writeFile = async (operation: string, path: string, content: AsyncIterable<Uint8Array>): Promise<number> => {
  const beside = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.part`)
  const asFileError = (cause: unknown): never => {
    throw fileError(operation, path, cause)
  }
  const existing = await stat(path).catch(() => undefined)
  if (existing?.isDirectory() === true)
    throw new LocalFileError(path, `${operation}: ${path} is a directory; give the path of a file`, { operation })
  const file = await open(beside, 'wx').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw fileError(operation, path, cause)
    throw new LocalFileError(
      path,
      `${operation}: cannot write ${path}: there is no folder ${dirname(path)}; create it first`,
      { operation },
      cause,
    )
  })
  let written = 0
  try {
    try {
      for await (const piece of content) {
        await file.writeFile(piece).catch(asFileError)
        written += piece.length
      }
      await file.sync().catch(asFileError)
    } finally {
      await file.close()
    }
    await rename(beside, path).catch(asFileError)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  return written
}

/** Files and streams in Node. */
export const platform: Platform = {
  openFile,
  writeFile,
  toNodeStream: (content) => Readable.from(content, { objectMode: false }) as unknown as NodeStream,
  // Both take web streams too, which Node's types do not say.
  isDisturbed: (stream) => Readable.isDisturbed(stream as Readable) || isErrored(stream as Readable),
}
