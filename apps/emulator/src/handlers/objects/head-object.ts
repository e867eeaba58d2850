import { headObjectRoute } from '@ais/objects/wire'
import { ApiFailure } from '../../api-failure.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { copiesOf } from '../../buckets/bucket-props.js'
import type { ObjectRecord } from '../../store/store.js'
import { nodeName } from '../../topology/node.js'
import { isRemote } from '../../backends/backends.js'
import { checkLatest, headOutside } from './head-remote-object.js'
import { addressedObject, requireObject, type AddressedObject } from './addressed-object.js'
import { attributeHeaders, checksumHeaders, customHeaders, versionHeaders } from './object-headers.js'

type Headers = NonNullable<EmulatorReply['headers']>

/** The disks that have a copy of an object. */
const mirrorPaths = ({ bucket }: AddressedObject, { node }: HandlerContext): readonly string[] =>
  Array.from({ length: copiesOf(bucket.props) }, (_, index) => `/${node.id}/mp${index + 1}`)

const mountpath = (nodeId: string): string => `/${nodeId}/mp1`

const location = (context: HandlerContext): string =>
  `${nodeName(context.node)}:mp[${mountpath(context.node.id)}, vda, ssd]`

const withNamespace = ({ bucket }: AddressedObject): Headers => ({
  ...(bucket.namespace.uuid === '' ? {} : { 'Ais-Bucket-Namespace-Uuid': bucket.namespace.uuid }),
  ...(bucket.namespace.name === '' ? {} : { 'Ais-Bucket-Namespace-Name': bucket.namespace.name }),
})

const v1 = (record: ObjectRecord, object: AddressedObject, context: HandlerContext): Headers => ({
  ...attributeHeaders(record),
  ...customHeaders(record),
  'Ais-Bucket-Name': object.bucket.name,
  'Ais-Bucket-Provider': object.bucket.provider,
  ...withNamespace(object),
  'Ais-Location': location(context),
  'Ais-Mirror-Copies': String(copiesOf(object.bucket.props)),
  'Ais-Mirror-Paths': `[${mirrorPaths(object, context).join(' ')}]`,
  'Ais-Name': object.requestedName,
})

const httpDate = (ns: bigint): string => new Date(Number(ns / 1_000_000n)).toUTCString()

const props: Readonly<
  Record<string, (record: ObjectRecord, object: AddressedObject, context: HandlerContext) => Headers>
> = {
  name: () => ({}),
  size: () => ({}),
  ec: () => ({}),
  chunked: ({ chunks }) =>
    chunks === undefined
      ? {}
      : { 'Ais-Chunks-Count': String(chunks.count), 'Ais-Chunks-Max-Chunk-Size': String(chunks.maxBytes) },
  checksum: (record) => checksumHeaders(record),
  version: (record) => versionHeaders(record),
  atime: (record) => ({ 'Ais-Atime': String(record.atimeNs) }),
  copies: (_record, object, context) => ({
    'Ais-Mirror-Copies': String(copiesOf(object.bucket.props)),
    'Ais-Mirror-Paths': mirrorPaths(object, context).join(','),
  }),
  custom: (record) => customHeaders(record),
  location: (_record, _object, context) => ({ 'Ais-Location': location(context) }),
  'last-modified': (record) => ({ 'Last-Modified': httpDate(record.atimeNs) }),
  etag: (record) => ({
    ETag: `"v1-${record.checksumValue}-${record.version.toString(36)}"`,
  }),
}

const v2 = (asked: string, record: ObjectRecord, object: AddressedObject, context: HandlerContext): Headers => {
  const headers: Record<string, string | readonly string[]> = {}
  for (const name of asked.split(',').map((text) => text.trim())) {
    const write = Object.hasOwn(props, name) ? props[name] : undefined
    if (write === undefined)
      throw new ApiFailure(400, `invalid property "${name}" in props list`, '', { 'Ais-Present': 'true' })
    Object.assign(headers, write(record, object, context))
  }
  return headers
}

const head = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const object = addressedObject(request, context)
  if (isRemote(object.bucket)) {
    const held = context.cluster.store.head(object.key)
    if (held === undefined) return headOutside(request, object, context)
    await checkLatest(request, object, held, context)
  }
  const record = requireObject(object, context)
  const asked = request.query.get('props') ?? ''
  if (request.query.get('presence') === '5')
    throw new ApiFailure(400, `${object.uri} is present (vs requested 'flt-outside'(5))`)
  // Presence filters 1 and 3 ask whether it is there, and for nothing else.
  if (['1', '3'].includes(request.query.get('presence') ?? '')) return { status: 200 }
  return {
    status: 200,
    headers: {
      ...(asked === '' ? v1(record, object, context) : v2(asked, record, object, context)),
      'Ais-Present': 'true',
      // Go leaves the length of nothing out.
      ...(record.sizeBytes === 0 ? {} : { 'Content-Length': String(record.sizeBytes) }),
    },
  }
}

/** HEAD of an object: v1, or v2 with `props`. */
export const headObjectHandlers: readonly HandlerEntry[] = [{ route: headObjectRoute, node: 'target', handle: head }]
