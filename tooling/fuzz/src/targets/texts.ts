import { parseContentRange, parseExactJson, parseNamespace, namespacePath, parseUname } from '@ais/core/wire'
import { readTokenLife } from '@ais/authn/wire'
import { formatByteRange, parseByteRange, restOfRange } from '@ais/objects/wire'
import { promised, same, textOf, type Target } from '../target.ts'

/** A number that cannot be told apart from its text. */
const isExact = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

export const textTargets: readonly Target[] = [
  {
    name: 'content-range',
    seeds: ['bytes 0-4/11', 'bytes 5-10/*', 'bytes */11'],
    words: ['bytes ', '-', '/', '*', '0', '11'],
    check: (input) => {
      const text = textOf(input)
      const range = parseContentRange(text)
      if (range === undefined) return
      const { start, end, total } = range
      promised(isExact(start) && isExact(end) && start <= end, 'a range has exact bounds in order')
      promised(total === undefined || (isExact(total) && end < total), 'a range lies within its total')
      same(parseContentRange(`bytes ${start}-${end}/${total ?? '*'}`), range, 'written and read again')
    },
  },
  {
    name: 'byte-range',
    seeds: ['bytes=0-99', 'bytes=100-', 'bytes=-300', 'bytes=5-2'],
    words: ['bytes=', '-', ',', '0', '9007199254740991', '9007199254740992'],
    check: (input) => {
      const range = parseByteRange(textOf(input))
      if (range === undefined) return
      same(parseByteRange(formatByteRange(range)), range, 'written and read again')
      for (const delivered of [0, 1, 1_000]) {
        const rest = restOfRange(range, delivered)
        if (rest === undefined) continue
        const isOpen = rest.kind === 'from' && rest.end === undefined
        promised(isOpen || parseByteRange(formatByteRange(rest)) !== undefined, 'the rest of a range is a range')
      }
    },
  },
  {
    name: 'namespace',
    seeds: ['@uuid#name', '#ns', '@#', '@@#', ''],
    words: ['@', '#', '/', 'uuid'],
    check: (input) => {
      const namespace = parseNamespace(textOf(input))
      if (namespace === undefined) return
      same(parseNamespace(namespacePath(namespace)), namespace, 'written and read again')
    },
  },
  {
    name: 'uname',
    seeds: ['ais/@#/b/o/x', 'aws/@uuid#ns/b/', 's3/@#/b/o'],
    words: ['ais', '/', '@', '#', 'aws', 'constructor'],
    check: (input) => {
      const uname = parseUname(textOf(input))
      if (uname === undefined) return
      const { provider, namespace, bucket, object } = uname
      same(parseUname(`${provider}/${namespacePath(namespace)}/${bucket}/${object}`), uname, 'written and read again')
    },
  },
  {
    name: 'exact-json',
    seeds: ['{"a":[1,-0,18446744073709551615,1.5e3,"x",null,true]}', '9007199254740993'],
    words: ['{', '}', '[', ']', ':', ',', '"', '\\u0000', '18446744073709551615', '-', 'e', '.', '1e400', 'null'],
    check: (input) => {
      const text = textOf(input)
      let plain: unknown
      try {
        plain = JSON.parse(text)
      } catch {
        let refused = false
        try {
          parseExactJson(text)
        } catch (error) {
          refused = error instanceof SyntaxError
        }
        return promised(refused, 'what is no JSON is a SyntaxError')
      }
      const exact = parseExactJson(text)
      // With its bigints made numbers it is what JSON.parse gives.
      const asPlain = JSON.stringify(exact, (_key, value: unknown) =>
        typeof value === 'bigint' ? Number(value) : value,
      )
      return promised(asPlain === JSON.stringify(plain), 'all but large integers is as JSON.parse gives it')
    },
  },
  {
    name: 'token-life',
    seeds: [`e30.${Buffer.from('{"iat":1,"exp":2}').toString('base64url')}.s`, 'a.b.c'],
    words: ['.', 'e30', 'eyJleHAiOjF9', '=', '-', '_'],
    check: (input) => {
      const life = readTokenLife(textOf(input))
      if (life === undefined) return
      for (const value of [life.iat, life.exp])
        promised(value === undefined || typeof value === 'number', 'times are numbers')
    },
  },
]
