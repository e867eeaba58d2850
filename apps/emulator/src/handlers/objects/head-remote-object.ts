import { headRemote, mismatch } from '../../backends/remote-objects.js'
import { ApiFailure } from '../../api-failure.js'
import type { BackendObject } from '../../backends/backend.js'
import { isTrue } from '../../rules/booleans.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext } from '../../server/handler.js'
import type { ObjectRecord } from '../../store/store.js'
import { objectNotFound, remoteRef, type AddressedObject } from './addressed-object.js'
import { checksumHeaders, customHeaders, versionHeaders } from './object-headers.js'

type Headers = NonNullable<EmulatorReply['headers']>

/** Presence filters that ask for what is in the cluster. */
const presentOnly = ['2', '3', '4']
/** The one that asks whether it exists anywhere, and for nothing else. */
const existsNoProps = '1'

/** What of an object outside of the cluster v1 tells, or those of v2 that were asked for. */
const headersOf = (remote: BackendObject, object: AddressedObject, asked: string): Headers => {
  const record: ObjectRecord = { ...remote, atimeNs: 0n }
  if (asked !== '') {
    const names = new Set(asked.split(',').map((name) => name.trim()))
    return {
      ...(names.has('checksum') ? checksumHeaders(record) : {}),
      ...(names.has('version') ? versionHeaders(record) : {}),
      ...(names.has('custom') ? customHeaders(record) : {}),
    }
  }
  const { name, provider, namespace } = object.bucket
  return {
    ...checksumHeaders(record),
    ...versionHeaders(record),
    ...customHeaders(record),
    'Ais-Bucket-Name': name,
    'Ais-Bucket-Provider': provider,
    ...(namespace.uuid === '' ? {} : { 'Ais-Bucket-Namespace-Uuid': namespace.uuid }),
    ...(namespace.name === '' ? {} : { 'Ais-Bucket-Namespace-Name': namespace.name }),
    'Ais-Mirror-Copies': '0',
    'Ais-Mirror-Paths': '[]',
    'Ais-Name': object.requestedName,
  }
}

/**
 * HEAD of an object of a remote bucket that the cluster does not hold.
 * @throws ApiFailure 404 when the backend does not have it either, or only the cluster was asked about
 */
export const headOutside = async (
  request: EmulatorRequest,
  object: AddressedObject,
  context: HandlerContext,
): Promise<EmulatorReply> => {
  const presence = request.query.get('presence') ?? ''
  if (presentOnly.includes(presence)) throw objectNotFound(object, context)
  const remote = await headRemote(remoteRef(object), context.cluster)
  if (presence === existsNoProps) return { status: 200 }
  return {
    status: 200,
    headers: {
      ...headersOf(remote, object, request.query.get('props') ?? ''),
      'Ais-Present': 'false',
      ...(remote.sizeBytes === 0 ? {} : { 'Content-Length': String(remote.sizeBytes) }),
    },
  }
}

/**
 * Checks that what the cluster holds is what the backend has, where that was asked.
 * @throws ApiFailure 409 for another version, 410 when the backend no longer has it
 */
export const checkLatest = async (
  request: EmulatorRequest,
  object: AddressedObject,
  record: ObjectRecord,
  context: HandlerContext,
): Promise<void> => {
  if (!isTrue(request.query.get('latest-ver'))) return
  try {
    const why = mismatch(record, await headRemote(remoteRef(object), context.cluster))
    if (why !== undefined) throw new ApiFailure(409, `metadata mismatch: ${why}`, 'ErrRemoteMetadataMismatch')
  } catch (error) {
    throw error instanceof ApiFailure && error.status === 404 ? error.withStatus(410) : error
  }
}
