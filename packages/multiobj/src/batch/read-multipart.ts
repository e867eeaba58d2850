import { concatBytes, DecodeError, type ErrorContext } from '@ais/core'

/** A part of a multipart answer. */
export interface MultipartPart {
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  /** The content as it arrives; once, and only until the next part is asked for. What is not read is skipped. */
  readonly content: () => AsyncIterable<Uint8Array>
}

const maxHeadBytes = 64 * 1024
const ascii = new TextEncoder()
const text = new TextDecoder()
const lineEnd = ascii.encode('\r\n')
const headEnd = ascii.encode('\r\n\r\n')

/** Reads the boundary of a multipart Content-Type; `undefined` when there is none. */
export const boundaryOf = (contentType: string): string | undefined => {
  if (!/^multipart\//i.test(contentType)) return undefined
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? []
  return quoted ?? bare
}

/** Where a needle begins, from a position on; -1 for nowhere. */
const find = (bytes: Uint8Array, needle: Uint8Array, from = 0): number => {
  const [first = 0] = needle
  for (let start = bytes.indexOf(first, from); start >= 0; start = bytes.indexOf(first, start + 1)) {
    if (start + needle.length > bytes.length) return -1
    if (needle.every((byte, index) => bytes[start + index] === byte)) return start
  }
  return -1
}

/** Bytes that arrived and were not taken. */
class Buffered {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #fail: (reason: string) => DecodeError
  #bytes: Uint8Array = new Uint8Array(0)

  constructor(source: AsyncIterable<Uint8Array>, fail: (reason: string) => DecodeError) {
    this.#source = source[Symbol.asyncIterator]()
    this.#fail = fail
  }

  get bytes(): Uint8Array {
    return this.#bytes
  }

  take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(0, length)
    this.#bytes = this.#bytes.subarray(length)
    return taken
  }

  /** Waits for more. @throws DecodeError when there is no more */
  async more(): Promise<void> {
    const next = await this.#source.next()
    if (next.done === true) throw this.#fail('was cut')
    this.#bytes = this.#bytes.length === 0 ? next.value : concatBytes([this.#bytes, next.value])
  }

  /** Reads what comes after the last boundary, so that the connection can be kept. @throws DecodeError when that is more than nothing much */
  async drain(): Promise<void> {
    let length = this.#bytes.length
    for (let next = await this.#source.next(); next.done !== true; next = await this.#source.next()) {
      length += next.value.length
      if (length > maxHeadBytes) throw this.#fail(`has more than ${maxHeadBytes} bytes after its last boundary`)
    }
  }

  /** Takes what is before a needle, and the needle; refuses to hold more than a header's worth. */
  async through(needle: Uint8Array): Promise<Uint8Array> {
    for (;;) {
      const at = find(this.#bytes, needle)
      if (at >= 0) {
        const before = this.take(at)
        this.take(needle.length)
        return before
      }
      if (this.#bytes.length > maxHeadBytes) throw this.#fail(`has a header of more than ${maxHeadBytes} bytes`)
      await this.more()
    }
  }
}

const headersOf = (head: string): ReadonlyMap<string, string> =>
  new Map(
    head.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':')
      return colon <= 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
    }),
  )

/** What stands before a delimiter, piece by piece; a delimiter may come in several pieces. */
const untilDelimiter = async function* (input: Buffered, delimiter: Uint8Array): AsyncGenerator<Uint8Array> {
  for (;;) {
    const at = find(input.bytes, delimiter)
    if (at >= 0) {
      if (at > 0) yield input.take(at)
      input.take(delimiter.length)
      return
    }
    const surplus = input.bytes.length - delimiter.length + 1
    if (surplus > 0) yield input.take(surplus)
    await input.more()
  }
}

const skip = async (content: AsyncIterator<Uint8Array>): Promise<void> => {
  while ((await content.next()).done !== true);
}

/** Skips what comes before the first boundary. */
const skipPreamble = async (
  content: AsyncIterable<Uint8Array>,
  fail: (reason: string) => DecodeError,
): Promise<void> => {
  let length = 0
  for await (const piece of content) {
    length += piece.length
    if (length > maxHeadBytes) throw fail(`has no boundary within ${maxHeadBytes} bytes`)
  }
}

const restOf = async function* (content: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = await content.next()
    if (next.done === true) return
    yield next.value
  }
}

/** Tells what comes next. */
const startsWith = async (input: Buffered, start: Uint8Array): Promise<boolean> => {
  while (input.bytes.length < start.length) await input.more()
  return find(input.bytes.subarray(0, start.length), start) === 0
}

/** Tells after a delimiter whether it was the last one. */
const isLast = (input: Buffered): Promise<boolean> => startsWith(input, ascii.encode('--'))

/**
 * Reads a multipart answer part by part as it arrives; memory holds headers only.
 * @throws DecodeError for one that ends before its last boundary, and for more than 64 KiB before the first or after the last; whatever the content throws
 * @wire RFC 2046 section 5.1.1
 */
export const readMultipart = async function* (
  source: AsyncIterable<Uint8Array>,
  boundary: string,
  context: ErrorContext,
): AsyncGenerator<MultipartPart> {
  const fail = (reason: string): DecodeError => new DecodeError('', `${reason} (multipart)`, context)
  const input = new Buffered(source, fail)
  const delimiter = ascii.encode(`\r\n--${boundary}`)
  // The first boundary may come without a line before it.
  const first = delimiter.subarray(lineEnd.length)
  if (await startsWith(input, first)) input.take(first.length)
  else await skipPreamble(untilDelimiter(input, delimiter), fail)
  while (!(await isLast(input))) {
    // White space may follow a boundary.
    await input.through(lineEnd)
    const isBare = await startsWith(input, lineEnd)
    const head = isBare ? (input.take(lineEnd.length), '') : text.decode(await input.through(headEnd))
    const content = untilDelimiter(input, delimiter)
    yield { headers: headersOf(head), content: () => restOf(content) }
    await skip(content)
  }
  await input.drain()
}
