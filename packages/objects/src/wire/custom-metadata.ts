/** Custom metadata of an object: text by key. */
export type CustomMetadata = Readonly<Record<string, string>>

/** Response header that carries custom metadata, one line per key. */
export const customMetadataHeader = 'ais-custom-md'

/**
 * Reads `Ais-Custom-Md` lines, `key=value` each, split at the first `=`; values may hold `,` and `=`. Lines without `=` are
 * dropped.
 * @wire cmn/objattrs.go ToHeader
 */
export const parseCustomMetadata = (lines: readonly string[]): CustomMetadata => {
  const entries = lines.flatMap((line) => {
    const at = line.indexOf('=')
    return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const]
  })
  // A null prototype keeps keys such as `__proto__` plain keys.
  return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(entries))
}

/** Writes custom metadata as the header's lines. */
export const customMetadataLines = (metadata: CustomMetadata): readonly string[] =>
  Object.entries(metadata).map(([key, value]) => `${key}=${value}`)
