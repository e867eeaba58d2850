import { ApiFailure } from '../api-failure.js'
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

/** The shards of records: a JSON map of templates to names, or lines of a name and a template. @throws ApiFailure 400 */
export const loadKeyMap = async (
  request: DsortRequest,
  context: HandlerContext,
): Promise<ReadonlyMap<string, string> | undefined> => {
  if (request.keyMapUrl === '') return undefined
  const text = await fetchText(request, context)
  if (text.trimStart().startsWith('{')) {
    const byShard = JSON.parse(text) as Readonly<Record<string, readonly string[]>>
    return new Map(Object.entries(byShard).flatMap(([shard, names]) => names.map((name) => [name, shard] as const)))
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return new Map(
    lines.map((line) => {
      const [name = '', shard = ''] = line.split(request.keyMapSeparator || '\t').map((part) => part.trim())
      if (shard === '') throw new ApiFailure(400, `[dsort] malformed line in "ekm_file": ${JSON.stringify(line)}`)
      return [name, shard] as const
    }),
  )
}
