const httpStart = /^https?:\/\//i
const afterHost = /[/?#\\]/g

/** Where the host of an http(s) URL ends, which may be at its start or end; -1 of any other text. */
export const endOfHost = (url: string): number => {
  if (!httpStart.test(url)) return -1
  afterHost.lastIndex = url.indexOf('/') + 2
  const found = afterHost.exec(url)
  return found === null ? url.length : found.index
}
