import { parseProvider } from '@ais/core/wire'
import { nameFromLink, receivedName } from '@ais/downloads/wire'
import { countOf, expandRanges, parseTemplate } from '@ais/multiobj/wire'
import { ApiFailure } from '../../api-failure.js'
import { bucketObjects } from '../../backends/bucket-objects.js'
import { isRemote } from '../../backends/backends.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { Cluster } from '../../cluster/cluster.js'
import type { WantedObject } from '../../downloads/run-download.js'
import { goDurationMs } from '../../rules/go-duration.js'
import { checkName, type AddressedBucket } from '../buckets/require-bucket.js'

/** A start message; keys are lower-case already. */
export type StartMessage = Readonly<Record<string, unknown>>

/** What a start message says is to be done. */
export interface WantedObjects {
  readonly type: string
  readonly description: string
  /** -1 where it is not known in advance. */
  readonly totalCount: number
  readonly wanted: () => AsyncIterable<WantedObject>
}

const maxLinks = 10_000_000n

/** Targets refuse a start; the proxy tells it. */
const refused = (why: string): ApiFailure => new ApiFailure(400, `Error starting download: ${why}`)

const text = (message: StartMessage, name: string): string => {
  const value = message[name]
  return typeof value === 'string' ? value : ''
}

/** The bucket that a message names, as it names it: aliases are not looked up. @throws ApiFailure 400 */
export const bucketOfMessage = (message: StartMessage): AddressedBucket => {
  const { name, provider, namespace } = (message['bucket'] ?? {}) as Readonly<Record<string, unknown>>
  checkName(typeof name === 'string' ? name : '')
  const { uuid = '', name: space = '' } = (namespace ?? {}) as { uuid?: string; name?: string }
  return {
    name: String(name),
    provider: parseProvider(typeof provider === 'string' && provider !== '' ? provider : 'ais') ?? 'ais',
    namespace: { uuid, name: space },
  }
}

/** A duration of a message in milliseconds. @throws ApiFailure 400 */
export const durationOf = (message: StartMessage, name: string, otherwiseMs = 0): number => {
  const given = text(message, name)
  if (given === '') return otherwiseMs
  const ms = goDurationMs(given)
  if (ms === undefined) throw refused(`failed to parse ${name} field: time: invalid duration ${JSON.stringify(given)}`)
  return ms
}

/** A limit of a message; 0 for none. @throws ApiFailure 400 */
export const limitOf = (message: StartMessage, name: string): number => {
  const value = ((message['limits'] ?? {}) as Readonly<Record<string, unknown>>)[name] ?? 0
  if (typeof value !== 'number' || value < 0)
    throw refused(`'limit.${name}' must be non-negative (got: ${String(value)})`)
  return value
}

const noName = "can not extract a valid 'object_name' from the provided download 'link'"

const single = (message: StartMessage): readonly WantedObject[] => {
  const link = text(message, 'link')
  const given = text(message, 'object_name')
  const name = given === '' ? nameFromLink(link) : receivedName(given)
  if (name === undefined || name === '') throw refused(noName)
  if (link === '' && message['from_remote'] !== true) throw refused("missing 'link' in the request body")
  return [link === '' ? { name } : { name, link }]
}

const multi = (message: StartMessage): readonly WantedObject[] => {
  const objects = message['objects']
  if (objects === undefined || objects === null) throw refused('body should not be empty')
  if (typeof objects !== 'object')
    throw refused(`JSON body should be map (string -> string) or array of strings, found: ${typeof objects}`)
  const pairs = Array.isArray(objects)
    ? (objects as readonly unknown[]).map((link) => [nameFromLink(String(link)), link] as const)
    : Object.entries(objects)
  return pairs.map(([sent, link]) => {
    if (typeof link !== 'string') throw refused('values in map should be strings, found: float64')
    const name = receivedName(sent)
    if (name === undefined || name === '') throw refused(`failed to extract object name from the download "${link}"`)
    return link === '' ? { name } : { name, link }
  })
}

const each = async function* <T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

const withoutLastSlashes = (path: string): string => {
  let end = path.length
  while (path[end - 1] === '/') end -= 1
  return path.slice(0, end)
}

const range = (message: StartMessage): Pick<WantedObjects, 'totalCount' | 'wanted'> => {
  const template = text(message, 'template')
  if (template === '') throw refused("missing 'template' in the request body")
  const parsed = parseTemplate(template)
  if (parsed.kind === 'invalid') throw refused(parsed.code === '' ? parsed.reason : `${parsed.code}: ${parsed.reason}`)
  if (parsed.kind !== 'ranges') throw refused(`invalid 'bash' template ${JSON.stringify(template)}`)
  const count = countOf(parsed.ranges)
  if (count > maxLinks) throw refused(`parsed-template: too many values (more than ${maxLinks} max)`)
  const subdir = withoutLastSlashes(text(message, 'subdir'))
  const links = function* (): Generator<WantedObject> {
    for (const link of expandRanges(parsed.prefix, parsed.ranges))
      yield { name: `${subdir === '' ? '' : `${subdir}/`}${nameFromLink(link)}`, link }
  }
  return { totalCount: Number(count), wanted: () => each(links()) }
}

const backend = async function* (
  bucket: EmulatedBucket,
  message: StartMessage,
  cluster: Cluster,
): AsyncGenerator<WantedObject> {
  const suffix = text(message, 'suffix')
  for await (const { name } of bucketObjects(bucket, text(message, 'prefix'), cluster))
    if (name.endsWith(suffix)) yield { name }
}

/** Reads what is to be downloaded. @throws ApiFailure 400 */
export const wantedObjects = (message: StartMessage, bucket: EmulatedBucket, cluster: Cluster): WantedObjects => {
  const type = text(message, 'type')
  const given = text(message, 'description')
  const uri = messageUri(bucket)
  const described = (otherwise: string) => ({ type, description: given === '' ? otherwise : given })
  switch (type) {
    case 'single': {
      const objects = single(message)
      const place = `${uri}/${text(message, 'object_name') || (objects[0]?.name ?? '')}`
      return { ...described(`${text(message, 'link')} -> ${place}`), totalCount: 1, wanted: () => each(objects) }
    }
    case 'multi': {
      const objects = multi(message)
      return { ...described(`multi-download -> ${uri}`), totalCount: objects.length, wanted: () => each(objects) }
    }
    case 'range':
      return { ...described(`${text(message, 'template')} -> ${uri}`), ...range(message) }
    case 'backend':
      if (!isRemote(bucket)) throw refused('bucket download requires a remote bucket')
      return {
        ...described(`remote bucket prefetch -> ${uri}`),
        totalCount: -1,
        wanted: () => backend(bucket, message, cluster),
      }
    default:
      throw refused('input does not match any of the supported formats (single, range, multi, backend)')
  }
}
