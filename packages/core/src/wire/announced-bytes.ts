import { contentLengthOf } from './content-length.js'
import { parseContentRange } from './content-range.js'

/** Says how many bytes of content an answer announces; `undefined` when it does not. */
export const announcedBytes = ({
  status,
  headers,
}: {
  readonly status: number
  readonly headers: { get(name: string): string | undefined }
}): number | undefined => {
  const range = status === 206 ? parseContentRange(headers.get('content-range')) : undefined
  return range === undefined ? contentLengthOf(headers) : range.end - range.start + 1
}
