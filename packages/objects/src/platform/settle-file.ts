import { createHash } from 'node:crypto'
import { link, lstat, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { LocalFileError } from '@ais/core'
import { asLocal, codeOf, fileError, pathError } from './local-file-error.js'

/** A name beside a file for what is not complete yet; short enough for every file system, whatever the file's name is. */
export const besideName = (path: string): string => {
  const name = basename(path)
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12)
  return join(
    dirname(path),
    `.${Buffer.from(name).subarray(0, 80).toString('utf8').replaceAll('\u{fffd}', '')}.${hash}`,
  )
}

const checkFolder = async (operation: string, path: string): Promise<void> => {
  const folder = dirname(path)
  await stat(folder).catch((cause: unknown) => {
    if (codeOf(cause) !== 'ENOENT') throw fileError(operation, path, cause)
    const why = `cannot write ${path}: there is no folder ${folder}; create it first`
    throw new LocalFileError(path, `${operation}: ${why}`, { operation }, cause)
  })
}

/**
 * Refuses a destination that must not be replaced: what is there is looked at itself, not what a symbolic link points to, since a rename
 * would replace the link.
 */
export const checkDestination = async (operation: string, path: string, exclusive: boolean): Promise<void> => {
  const found = await lstat(path).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw fileError(operation, path, cause)
  })
  if (found === undefined) return checkFolder(operation, path)
  if (found.isSymbolicLink())
    throw pathError(operation, path, 'is a symbolic link, which would be replaced; give the path that it points to')
  if (!found.isFile())
    throw pathError(
      operation,
      path,
      found.isDirectory() ? 'is a directory; give the path of a file' : 'is no regular file; give the path of one',
    )
  if (exclusive) throw fileError(operation, path, Object.assign(new Error('exists'), { code: 'EEXIST' }))
}

/** Not every system lets a folder be opened or synced; those that do not have nothing to sync. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

/** Gives complete and synced content its name, at once and for good. */
export const settleFile = async (
  operation: string,
  beside: string,
  path: string,
  exclusive: boolean,
): Promise<void> => {
  // It may have come to be while the content was fetched.
  await checkDestination(operation, path, exclusive)
  await asLocal(operation, path, async () => {
    if (!exclusive) return rename(beside, path)
    // A rename would replace what is there; a link never does.
    await link(beside, path)
    await rm(beside)
  })
  await syncFolder(dirname(path))
}
