/** Splits a member's path at the first dot of its own name, as Python's webdataset does. */
export const splitPath = (path: string): readonly [string, string] | undefined => {
  const own = path.lastIndexOf('/') + 1
  const dot = path.indexOf('.', own)
  if (dot <= 0) return undefined
  // A name that starts with the dot has the folder for its key, unless there is a dot in that.
  if (dot === own && path.slice(path.lastIndexOf('/', own - 2) + 1, own).includes('.')) return undefined
  return [path.slice(0, dot), path.slice(dot + 1).toLowerCase()]
}
