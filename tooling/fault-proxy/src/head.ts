/** Start line and headers of a message, as they came: every line, in order, names as written. */
export interface Head {
  readonly start: string
  readonly lines: readonly (readonly [string, string])[]
}

/** How a body is delimited. */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | {
      readonly kind: 'to-end'
    }

/** Reads a head from Latin-1 text without its last empty line. @throws Error for what is none */
export const parseHead = (text: string): Head => {
  const [start = '', ...rest] = text.split('\r\n')
  return {
    start,
    lines: rest.map((line) => {
      const colon = line.indexOf(':')
      if (colon <= 0) throw new Error(`no header line: ${line.slice(0, 40)}`)
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    }),
  }
}

/** Writes a head, with its last empty line. */
export const formatHead = ({ start, lines }: Head): Buffer =>
  Buffer.from(`${[start, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`, 'latin1')

/** The first value of a header; `undefined` when absent. */
export const headerOf = ({ lines }: Head, name: string): string | undefined =>
  lines.find(([given]) => given.toLowerCase() === name)?.[1]

/** Sets a header to some lines, in the place of what there was. */
export const withHeader = (head: Head, name: string, ...values: readonly string[]): Head => ({
  ...head,
  lines: [
    ...head.lines.filter(([given]) => given.toLowerCase() !== name.toLowerCase()),
    ...values.map((value) => [name, value] as const),
  ],
})

/** Status of an answer's head. */
export const statusOf = ({ start }: Head): number => Number(start.split(' ', 2)[1])

const stated = (head: Head): Framing | undefined => {
  if (/chunked/i.test(headerOf(head, 'transfer-encoding') ?? '')) return { kind: 'chunked' }
  const length = headerOf(head, 'content-length')
  return length === undefined ? undefined : { kind: 'length', bytes: Number(length) }
}

/** How a request's body is delimited. */
export const requestFraming = (head: Head): Framing => stated(head) ?? { kind: 'none' }

/** How an answer's body is delimited. */
export const answerFraming = (head: Head, method: string): Framing => {
  const status = statusOf(head)
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return { kind: 'none' }
  return stated(head) ?? { kind: 'to-end' }
}
