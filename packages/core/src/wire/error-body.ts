import * as t from 'io-ts'

/** AIStore's JSON error, in a body or in `Hdr-Error`; every field may be missing. */
export interface ErrorBody {
  readonly tcode?: string
  readonly message?: string
  readonly method?: string
  readonly url_path?: string
  readonly node?: string
  readonly status?: number
}

/** @wire error body: cmn/err.go HTTPError */
export const ErrorBody: t.Type<ErrorBody> = /* @__PURE__ */ t.partial({
  tcode: t.string,
  message: t.string,
  method: t.string,
  url_path: t.string,
  node: t.string,
  status: t.number,
})

// Every bundle that sends has this in it, and few need a codec besides.
const kinds: Readonly<Record<keyof ErrorBody, string>> = {
  tcode: 'string',
  message: 'string',
  method: 'string',
  url_path: 'string',
  node: 'string',
  status: 'number',
}

/** Reads an error body; `undefined` when the input is not one. A field of another type than documented is left out. */
export const decodeErrorBody = (input: unknown): ErrorBody | undefined => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined
  const known = Object.entries(input).filter(
    ([name, value]) => Object.hasOwn(kinds, name) && typeof value === kinds[name as keyof ErrorBody],
  )
  // An error of something else, such as a gateway, is told as it is.
  return known.length === 0 ? undefined : (Object.fromEntries(known) as ErrorBody)
}
