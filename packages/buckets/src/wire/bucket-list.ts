import * as t from 'io-ts'
import { SafeInteger, toSafeInteger } from '@ais/core/wire'

/** An entry of a page as AIStore writes it; what is empty or zero is left out. */
export interface EntryJson {
  readonly name: string
  readonly checksum?: string
  readonly atime?: string
  readonly version?: string
  readonly location?: string
  readonly 'custom-md'?: string
  readonly size?: number
  readonly copies?: number
  readonly flags?: number
}

/** @wire list entry: cmn/objlist.go LsoEnt; `size` is a string */
export const EntryJson: t.Type<EntryJson, unknown, unknown> = t.intersection([
  t.type({ name: t.string }),
  t.partial({
    checksum: t.string,
    atime: t.string,
    version: t.string,
    location: t.string,
    'custom-md': t.string,
    size: SafeInteger,
    copies: t.number,
    flags: t.number,
  }),
]) as t.Type<EntryJson, unknown, unknown>

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string'
const isCount = (value: unknown): boolean => value === undefined || typeof value === 'number'

/** An entry whose size may still be text. */
export type UndecodedEntry = Omit<EntryJson, 'size'> & { readonly size?: number | string }

/**
 * Tells an entry in which all is as {@link EntryJson} has it, several times quicker than the codec decodes it: a page has ten
 * thousand. Of any other the codec says what is wrong.
 */
export const isAsExpected = (input: unknown): input is UndecodedEntry => {
  if (typeof input !== 'object' || input === null) return false
  const { name, checksum, atime, version, location, size, copies, flags, 'custom-md': custom } = input as EntryJson
  return (
    typeof name === 'string' &&
    isText(checksum) &&
    isText(atime) &&
    isText(version) &&
    isText(location) &&
    isText(custom) &&
    (size === undefined || toSafeInteger(size) !== undefined) &&
    isCount(copies) &&
    isCount(flags)
  )
}

/** A page without its entries decoded: they are many, and are decoded in slices. */
export interface PageJson {
  readonly uuid: string
  readonly continuation_token: string
  readonly entries: readonly unknown[] | null
}

/** @wire list page: cmn/objlist.go LsoRes */
export const PageJson: t.Type<PageJson, unknown, unknown> = t.type({
  uuid: t.string,
  continuation_token: t.string,
  entries: t.union([t.UnknownArray, t.null]),
}) as t.Type<PageJson, unknown, unknown>
