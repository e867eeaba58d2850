import { ApiFailure } from '../../api-failure.js'
import type { RemoteObjectRef } from '../../backends/remote-objects.js'
import { messageUri, type EmulatedBucket } from '../../buckets/bucket-registry.js'
import type { EmulatorRequest, HandlerContext } from '../../server/handler.js'
import type { ObjectKey, ObjectRecord } from '../../store/store.js'
import { nodeName } from '../../topology/node.js'
import { requireBucket } from '../buckets/require-bucket.js'

/** The object that a request addresses. */
export interface AddressedObject {
  readonly bucket: EmulatedBucket
  readonly key: ObjectKey
  /** The name as the request has it, before it was cleaned. */
  readonly requestedName: string
  /** `ais://b/o`, as messages have it. */
  readonly uri: string
  /** When the proxy redirected the request here, as the query has it; `''` if it did not. */
  readonly redirectedAt: string
}

/** The time that a redirect carries, Unix nanoseconds, 36 to the digit. */
const redirectedNs = ({ redirectedAt }: AddressedObject): bigint | undefined => {
  if (!/^[0-9a-z]{1,13}$/.test(redirectedAt)) return undefined
  return Array.from(redirectedAt).reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n)
}

/** What a name has that must be cleaned, or cannot be. */
const unclean = /^$|^~?\/|\/\/|\/$|(?:^|\/)\.\.?(?:\/|$)/

/** Cleans a name as AIStore does: `//` becomes `/`, a leading slash goes. @throws ApiFailure 400 */
export const cleanName = (name: string, mayEndInSlash = false): string => {
  if (!unclean.test(name)) return name
  const cleaned = name.replace(/\/{2,}/g, '/').replace(/^\//, '')
  const parts = cleaned.split('/')
  if (
    cleaned === '' ||
    (cleaned.endsWith('/') && !mayEndInSlash) ||
    parts.includes('..') ||
    parts.includes('.') ||
    name.startsWith('~/')
  )
    throw new ApiFailure(400, `invalid object name "${name}"`, 'errInvalidPath')
  return cleaned
}

/** Reads bucket and name of a request to a target; changes must have come by a redirect of the proxy. */
export const addressedObject = (request: EmulatorRequest, context: HandlerContext): AddressedObject => {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!isRead && (!request.query.has('pid') || !request.query.has('utm')))
    throw new ApiFailure(400, `${nodeName(context.node)}: ${request.method}(obj) is expected to be redirected`)
  const bucket = requireBucket(request, context)
  const requestedName = request.params['object'] ?? ''
  const name = cleanName(requestedName, request.method === 'HEAD')
  return {
    bucket,
    key: { bucket: bucket.uname, name },
    requestedName,
    uri: `${messageUri(bucket)}/${requestedName}`,
    redirectedAt: request.query.get('utm') ?? '',
  }
}

/** The object as its backend is asked for it. */
export const remoteRef = ({ bucket, key }: AddressedObject): RemoteObjectRef => ({ bucket, name: key.name })

export const objectNotFound = ({ uri }: AddressedObject, context: HandlerContext): ApiFailure =>
  new ApiFailure(404, `${nodeName(context.node)}: ${uri} does not exist`, 'ErrNotFound')

const isByOldMap = (object: AddressedObject, { cluster }: HandlerContext): boolean => {
  const sinceNs = redirectedNs(object)
  return sinceNs !== undefined && sinceNs <= cluster.topology.changedNs
}

/**
 * The record of an existing object, if this target owns it: a target does not know what another one holds, but for clients that were sent
 * here before the map changed, for whom it asks its neighbours.
 * @throws ApiFailure 404
 * @wire ais/tgtobj.go getFromNeighbor
 */
export const requireObject = (object: AddressedObject, context: HandlerContext): ObjectRecord => {
  const { cluster, node } = context
  const { topology } = cluster
  const isOwner = topology.owner(object.key.bucket + object.key.name).id === node.id
  const record = isOwner || isByOldMap(object, context) ? cluster.store.head(object.key) : undefined
  if (record === undefined) throw objectNotFound(object, context)
  return record
}
