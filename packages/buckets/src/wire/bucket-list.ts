import * as t from 'io-ts'
import { SafeInteger } from '@ais/core/wire'

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
  entries: t.union([t.readonlyArray(t.unknown), t.null]),
})
