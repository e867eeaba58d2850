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
export const ErrorBody: t.Type<ErrorBody> = t.partial({
  tcode: t.string,
  message: t.string,
  method: t.string,
  url_path: t.string,
  node: t.string,
  status: t.number,
})

/** Reads an error body; `undefined` when the input is not one. */
export const decodeErrorBody = (input: unknown): ErrorBody | undefined => {
  const decoded = ErrorBody.decode(input)
  return decoded._tag === 'Right' && !Array.isArray(input) ? decoded.right : undefined
}
