/** Bytes either side of where the decoder stopped that it quotes. */
const nearBytes = 10
const farBytes = 50

/**
 * An error of AIStore's JSON decoder: what it says, and the bytes around where it stopped.
 * @wire json-iterator/go iter.go ReportError
 */
export const goJsonError = (
  problem: string,
  text: string,
  /** Bytes that were read when it stopped. */
  head: number,
): string => {
  const bytes = Buffer.from(text)
  const around = (count: number): string => bytes.subarray(Math.max(0, head - count), head + count).toString('utf8')
  return `${problem}, error found in #${Math.min(head, nearBytes)} byte of ...|${around(nearBytes)}|..., bigger context ...|${around(farBytes)}|...`
}

/** Bytes of a JSON text up to where the value of a key begins; `undefined` where the key is not. */
export const bytesBeforeValue = (text: string, key: string): number | undefined => {
  const found = new RegExp(`${JSON.stringify(key).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*:\\s*`, 'i').exec(text)
  return found === null ? undefined : Buffer.byteLength(text.slice(0, found.index + found[0].length))
}

const isObjectText = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What the decoder says of a text that is no object of a Go type. */
export const noObjectError = (text: string, type: string): string => {
  const start = /^\s*/.exec(text)?.[0].length ?? 0
  const rest = text.slice(start)
  if (rest === '') return 'EOF'
  if (rest.startsWith('n')) {
    const same = ['n', 'u', 'l', 'l'].findIndex((character, index) => rest[index] !== character)
    return goJsonError('skipThreeBytes: expect ull', text, start + same + 1)
  }
  if (!rest.startsWith('{'))
    return goJsonError(`readObjectStart: expect { or n, but found ${rest.slice(0, 1)}`, text, start + 1)
  if (isObjectText(`${rest}}`))
    return goJsonError(
      `${type}.isObjectEnd: object ended prematurely, unexpected char \0`,
      text,
      Buffer.byteLength(text),
    )
  const key = /^\{\s*(?=[^"\s}])/.exec(rest)
  if (key?.[0] !== undefined && rest[key[0].length] === 'n')
    return goJsonError(`${type}.skipThreeBytes: expect ull`, text, start + key[0].length + 2)
  return 'invalid character'
}
