import { ApiFailure } from '../api-failure.js'
import { compileGoRegexp, type GoRegexp } from '../rules/go-regexp.js'
import type { HandlerContext } from '../server/handler.js'
import type { DsortRequest } from './dsort-request.js'

/** The text of a map: an object of this cluster, or whatever answers at the URL. @throws ApiFailure 400 */
const fetchText = async ({ keyMapUrl }: DsortRequest, { cluster }: HandlerContext): Promise<string> => {
  const url = URL.parse(keyMapUrl)
  if (url === null) throw new ApiFailure(400, `[dsort] invalid "ekm_file" URL ${JSON.stringify(keyMapUrl)}`)
  const [, bucketName = '', name = ''] = /^\/v1\/objects\/([^/]+)\/(.+)$/.exec(decodeURIComponent(url.pathname)) ?? []
  const bucket = url.origin === cluster.topology.proxy.url ? cluster.buckets.find({ name: bucketName }) : undefined
  const found = bucket === undefined ? undefined : await cluster.store.read({ bucket: bucket.uname, name })
  if (found !== undefined) {
    const pieces: Uint8Array[] = []
    for await (const piece of found.body) pieces.push(piece)
    return Buffer.concat(pieces).toString('utf8')
  }
  const answer = await fetch(url).catch((cause: unknown) => {
    throw new ApiFailure(400, `[dsort] failed to fetch "ekm_file": ${String(cause)}`)
  })
  if (!answer.ok) throw new ApiFailure(400, `[dsort] failed to fetch "ekm_file": HTTP ${answer.status}`)
  return answer.text()
}

/** A map of records to templates of shards: the keys of records match regular expressions. */
export class KeyMap {
  readonly #patterns: readonly (readonly [GoRegexp, string])[]

  constructor(patterns: readonly (readonly [pattern: string, template: string])[]) {
    if (new Set(patterns.map(([pattern]) => pattern)).size < patterns.length) throw new Error('duplicated regex keys')
    this.#patterns = patterns.map(([pattern, template]) => [compileGoRegexp(pattern), template])
  }

  /** The template of a record. @throws Error for a record that none matches, or several do */
  lookup(key: string): string {
    const refuse = (why: string): Error =>
      new Error(`error on lookup record ${JSON.stringify(key)} in external key map: ${why}`)
    const [first, second] = this.#patterns.filter(([pattern]) => pattern.test(key))
    if (first === undefined) throw refuse('no match found')
    if (second !== undefined) throw refuse('multiple matches found')
    return first[1]
  }
}

/** Reads a map: JSON, patterns by the template of their shards, or lines of a pattern and a template. @throws Error */
export const parseKeyMap = (text: string, separator: string): KeyMap => {
  if (text.trimStart().startsWith('{')) {
    const byShard = JSON.parse(text) as Readonly<Record<string, readonly string[]>>
    return new KeyMap(Object.entries(byShard).flatMap(([shard, names]) => names.map((name) => [name, shard] as const)))
  }
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return new KeyMap(
    lines.map((line, index) => {
      const [name = '', shard, ...more] = line.split(separator)
      if (shard === undefined || more.length > 0)
        throw new Error(`malformed line (${index}) in external key map: ${line}`)
      return [name, shard] as const
    }),
  )
}

/** The map that a request names; `undefined` for none. @throws ApiFailure, Error */
export const loadKeyMap = async (request: DsortRequest, context: HandlerContext): Promise<KeyMap | undefined> =>
  request.keyMapUrl === '' ? undefined : parseKeyMap(await fetchText(request, context), request.keyMapSeparator)
