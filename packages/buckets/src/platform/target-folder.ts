import type { Stats } from 'node:fs'
import { lstat, mkdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { invalidInput, LocalFileError } from '@ais/core'
import { fileNameProblem } from '../names/file-name.js'
import type { TargetFolder } from './platform.js'

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'cannot be used'

/** What is at a path, without following a link; `undefined` when there is nothing. */
const lookAt = (path: string): Promise<Stats | undefined> =>
  lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })

/** Enters a folder on the way to a file, and makes it if it is not there. What is there must be a folder itself: a link could lead anywhere. */
const enter = async (operation: string, path: string): Promise<void> => {
  const fail = (why: string, cause?: unknown): LocalFileError =>
    new LocalFileError(path, `${operation}: ${path} ${why}; nothing was written there`, { operation }, cause)
  const look = (): Promise<Stats | undefined> =>
    lookAt(path).catch((cause: unknown) => {
      throw fail(`cannot be looked at (${codeOf(cause)})`, cause)
    })
  const make = (): Promise<void> =>
    mkdir(path).catch((cause: unknown) => {
      // Another file's way may have led here meanwhile.
      if (codeOf(cause) !== 'EEXIST') throw fail(`cannot be made (${codeOf(cause)})`, cause)
    })
  let found = await look()
  if (found === undefined) {
    await make()
    found = await look()
  }
  if (found?.isSymbolicLink() === true) throw fail('is a symbolic link, which could lead out of the folder')
  if (found?.isDirectory() !== true) throw fail('is no folder')
}

/** Tells a file from all others; `undefined` where there is none. */
const identityOf = async (path: string): Promise<string | undefined> => {
  const found = await lstat(path, { bigint: true }).catch(() => undefined)
  return found === undefined ? undefined : `${found.dev} ${found.ino}`
}

/** Opens a folder to write objects into. @throws LocalFileError when there is no such folder */
export const openTarget = async (operation: string, folder: string): Promise<TargetFolder> => {
  const found = await stat(folder).catch((cause: unknown) => {
    throw new LocalFileError(
      folder,
      `${operation}: cannot use ${folder} (${codeOf(cause)}); give an existing folder`,
      { operation },
      cause,
    )
  })
  if (!found.isDirectory())
    throw new LocalFileError(folder, `${operation}: ${folder} is not a folder; give one`, { operation })
  const root = await realpath(folder)
  /** Names of objects by the files that they became. */
  const written = new Map<string, string>()
  const pathOf = (name: string): string => {
    const problem = fileNameProblem(name, process.platform === 'win32')
    if (problem !== undefined) throw invalidInput(operation, 'object name', `${problem}: it cannot be a file`, name)
    return join(root, name)
  }
  return {
    pathOf,
    place: async (name) => {
      const path = pathOf(name)
      let way = root
      for (const component of name.split('/').slice(0, -1)) {
        way = join(way, component)
        // oxlint-disable-next-line no-await-in-loop -- from the outermost on
        await enter(operation, way)
      }
      const other = written.get((await identityOf(path)) ?? '')
      if (other !== undefined)
        throw new LocalFileError(
          path,
          `${operation}: ${path} is the file of the object '${other}' already, as names that differ by case or by how letters are composed are one here; '${name}' was not written`,
          { operation },
        )
      return path
    },
    placed: async (name, path) => {
      const identity = await identityOf(path)
      if (identity !== undefined) written.set(identity, name)
    },
  }
}
