const schemes = ['http', 'https', 'gs', 's3', 'az']

/** Why AIStore could not download from a link; `undefined` when nothing speaks against it. */
export const linkProblem = (link: string): string | undefined => {
  if (link === '') return 'must not be empty'
  if (/[\u0000-\u0020\u007f]/.test(link)) return 'must not contain spaces or control characters'
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(link) ?? []
  if (scheme !== undefined && !schemes.includes(scheme.toLowerCase()))
    return `must start with one of ${schemes.map((name) => `${name}://`).join(', ')}`
  return undefined
}

/**
 * The name that an object gets from the link that it comes from: the last part of its path, without the query; `''` when there is none.
 * @wire ext/dload/utils.go NormalizeObjName
 */
export const nameFromLink = (link: string): string => {
  const path = link.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[?#]/, 1)[0] ?? ''
  const base = path.split('/').findLast((part) => part !== '') ?? ''
  try {
    return decodeURIComponent(base)
  } catch {
    return base
  }
}

/**
 * A name as it has to be sent: the server reads names as URLs, cuts them off at `?` and `#`, and decodes them twice.
 * @wire ext/dload/utils.go NormalizeObjName
 */
export const sentName = (name: string): string =>
  name.replace(/[%?#:]/g, (character) => encodeURIComponent(encodeURIComponent(character)))

/** The name that the server makes of what was sent; `undefined` for what it cannot read. */
export const receivedName = (sent: string): string | undefined => {
  const path = sent.split(/[?#]/, 1)[0] ?? ''
  try {
    return decodeURIComponent(decodeURIComponent(path))
  } catch {
    return undefined
  }
}
