import type { ResponseHeaders } from '../transport/response-headers.js'

/** Length of a content as it is handed out; `undefined` when it is not told, or told of another encoding of it. */
export const contentLengthOf = (headers: Pick<ResponseHeaders, 'get'>): number | undefined => {
  const encoding = headers.get('content-encoding') ?? ''
  if (encoding !== '' && encoding !== 'identity') return undefined
  const text = headers.get('content-length') ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
