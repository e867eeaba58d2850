import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { LocalFileError } from '@ais/core'
import { openTarget } from './target-folder.js'
import type { FoundFile, Platform, RefusedFile } from './platform.js'

const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'))

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'cannot be read'

const look = async (root: string, folder: string, entry: Dirent): Promise<FoundFile | RefusedFile | undefined> => {
  const path = join(folder, entry.name)
  const relativePath = slashed(relative(root, path))
  try {
    if (entry.isSymbolicLink()) {
      const target = await realpath(path)
      if (!target.startsWith(root.endsWith(sep) ? root : root + sep))
        return { path, relativePath, reason: 'is a symbolic link that leads out of the folder' }
    }
    const found = await stat(path)
    if (found.isFile()) return { path, relativePath, sizeBytes: found.size }
    // Files of a folder that a link leads to are found where they are.
    return found.isDirectory() ? undefined : { path, relativePath, reason: 'is no regular file' }
  } catch (error) {
    return { path, relativePath, reason: `is not readable (${reasonOf(error)})` }
  }
}

const walkFrom = async function* (
  root: string,
  folder: string,
  isRecursive: boolean,
): AsyncGenerator<FoundFile | RefusedFile> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => reasonOf(error))
  if (typeof entries === 'string') {
    yield { path: folder, relativePath: slashed(relative(root, folder)), reason: `is not readable (${entries})` }
    return
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) {
      if (isRecursive) yield* walkFrom(root, join(folder, entry.name), isRecursive)
      continue
    }
    const found = await look(root, folder, entry)
    if (found !== undefined) yield found
  }
}

const walk = async function* (
  operation: string,
  folder: string,
  isRecursive: boolean,
): AsyncGenerator<FoundFile | RefusedFile> {
  const found = await stat(folder).catch((cause: unknown) => {
    throw new LocalFileError(
      folder,
      `${operation}: cannot use ${folder} (${reasonOf(cause)}); give an existing folder`,
      { operation },
      cause,
    )
  })
  if (!found.isDirectory())
    throw new LocalFileError(folder, `${operation}: ${folder} is not a folder; give one`, { operation })
  yield* walkFrom(await realpath(folder), await realpath(folder), isRecursive)
}

/** Folders in Node. */
export const platform: Platform = { walk, openTarget }
