import { isUnicode } from './unicode.js'

const encoder = new TextEncoder()
const controlCharacter = /[\u0000-\u001f\u007f]/
const dotComponent = /(?:^|\/)(\.\.?)(?:\/|$)/

/** Longest object name in bytes; a request line beyond it is cut off by HTTP servers. */
export const maxObjectNameBytes = 4096

/**
 * Says why a name cannot be an object's, or gives `undefined`. Stricter than the server in one point:
 * names that it would store under another name (`a//b`, `/a`) are refused.
 * @wire cmn/objname.go ValidateOname
 */
export const objectNameProblem = (name: string): string | undefined => {
  if (name === '') return 'must not be empty'
  if (controlCharacter.test(name)) return 'must not contain control characters'
  if (!isUnicode(name)) return 'must be valid Unicode'
  if (name.startsWith('/')) return "must not start with '/' (AIStore would drop it)"
  if (name.startsWith('~/')) return "must not start with '~/'"
  if (name.endsWith('/')) return "must not end with '/'"
  if (name.includes('//')) return "must not contain '//' (AIStore would store it as one '/')"
  const dots = dotComponent.exec(name)
  if (dots !== null) return `must not contain the component '${dots[1]}'`
  // A character takes three bytes at most.
  return name.length * 3 > maxObjectNameBytes && encoder.encode(name).length > maxObjectNameBytes
    ? `must not be longer than ${maxObjectNameBytes} bytes`
    : undefined
}

const plain = /^[\w.~/-]*$/
const quoted = /[!'()*]/g

/** Percent-encodes a name segment by segment; slashes stay. The same bytes as the Python SDK sends. */
export const encodeObjectName = (name: string): string =>
  plain.test(name)
    ? name
    : encodeURIComponent(name)
        .replaceAll('%2F', '/')
        .replace(quoted, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
