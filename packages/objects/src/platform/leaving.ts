const leaving = new Map<string, Promise<void>>()

/** Notes that a call of this process that has ended still lets go of a path. */
export const leave = (path: string, work: Promise<unknown>): void => {
  const key = process.getBuiltinModule('node:path').resolve(path)
  const left = (): void => {
    if (leaving.get(key) === over) leaving.delete(key)
  }
  const over: Promise<void> = work.then(left, left)
  leaving.set(key, over)
}

/** Waits until no ended call of this process is at a path any more. */
export const whenLeft = async (path: string): Promise<void> => {
  await leaving.get(process.getBuiltinModule('node:path').resolve(path))
}
