import { LocalFileError } from '@ais/core'

const advice: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  ENOSPC: 'the disk is full; make room and try again',
  EDQUOT: 'the quota is used up; make room and try again',
  EFBIG: 'it would be larger than files may be here',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is not a directory',
  EEXIST: 'it exists, and was not to be replaced',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its path goes through too many symbolic links',
}

export const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException | undefined)?.code ?? ''

/** What the system refused, in words. */
export const fileError = (operation: string, path: string, cause: unknown): LocalFileError => {
  const code = codeOf(cause)
  const why = advice[code] ?? (code === '' && cause instanceof Error ? cause.message : code)
  return new LocalFileError(path, `${operation}: cannot use ${path}: ${why}`, { operation }, cause)
}

/** What is wrong with a path that the system would take. */
export const pathError = (operation: string, path: string, why: string): LocalFileError =>
  new LocalFileError(path, `${operation}: ${path} ${why}`, { operation })

/** Runs a call of the file system; what it refuses comes out as LocalFileError. */
export const asLocal = async <A>(operation: string, path: string, call: () => Promise<A>): Promise<A> => {
  try {
    return await call()
  } catch (cause) {
    throw fileError(operation, path, cause)
  }
}
