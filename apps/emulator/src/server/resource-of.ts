/** What a path is about, `objects` of `/v1/objects/b/o`; `''` for a path that is too short to say. */
export const resourceOf = (path: string): string => {
  const start = path.indexOf('/', 1) + 1
  if (start === 0) return ''
  const end = path.indexOf('/', start)
  return end < 0 ? path.slice(start) : path.slice(start, end)
}
