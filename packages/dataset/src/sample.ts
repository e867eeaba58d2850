import { decodeWith, DecodeError, parseJson, type Decoder } from '@ais/core'

const operation = 'dataset.read'
const utf8 = new TextDecoder()

/** A sample of a shard: its columns as bytes, and the usual ways to read them. */
export class Sample {
  readonly key: string
  /** Name of the shard's object. */
  readonly shard: string
  /** Bytes by column, in the order of the shard; names in lower case. */
  readonly columns: ReadonlyMap<string, Uint8Array>

  constructor(key: string, shard: string, columns: ReadonlyMap<string, Uint8Array>) {
    this.key = key
    this.shard = shard
    this.columns = columns
  }

  /** A column's bytes; `undefined` when the sample does not have it. */
  bytes(column: string): Uint8Array | undefined {
    return this.columns.get(column)
  }

  /** A column as UTF-8 text. */
  text(column: string): string | undefined {
    const bytes = this.bytes(column)
    return bytes === undefined ? undefined : utf8.decode(bytes)
  }

  /** A column as the decimal integer that `cls`, `count` and the like hold. @throws DecodeError */
  integer(column: string): number | undefined {
    const text = this.text(column)?.trim()
    if (text === undefined) return undefined
    const value = Number(text)
    if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(value)) return value
    throw new DecodeError(column, 'is no integer that a number can hold', this.#context())
  }

  /** A column as JSON; with an io-ts codec, checked by it. @throws DecodeError */
  json(column: string): unknown
  json<A>(column: string, decoder: Decoder<A>): A | undefined
  json<A>(column: string, decoder?: Decoder<A>): unknown {
    const text = this.text(column)
    if (text === undefined) return undefined
    const value = parseJson(text, this.#context())
    return decoder === undefined ? value : decodeWith(decoder, value, this.#context())
  }

  #context(): { readonly operation: string; readonly subject: string } {
    return { operation, subject: `${this.shard} ${this.key}` }
  }
}
