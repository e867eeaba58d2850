import { route } from '@ais/core/wire'

const object = '/v1/objects/{bucket}/{object+}'
const bucket = '/v1/objects/{bucket}'

/** @wire GET /v1/objects/{bucket}/{object}: api/object.go GetObject */
export const getObjectRoute = route('GET', object)
/** @wire HEAD /v1/objects/{bucket}/{object}: api/object.go HeadObject; `props` selects v2 */
export const headObjectRoute = route('HEAD', object)
/** @wire PUT /v1/objects/{bucket}/{object}: api/object.go PutObject; append, copy and parts share it, told apart by the query */
export const putObjectRoute = route('PUT', object)
/** @wire PATCH /v1/objects/{bucket}/{object}: api/object.go SetObjectCustomProps */
export const patchObjectRoute = route('PATCH', object)
/** @wire DELETE /v1/objects/{bucket}/{object}: api/object.go DeleteObject */
export const deleteObjectRoute = route('DELETE', object)
/** @wire DELETE /v1/objects/{bucket}/{object} with evict-listrange: api/object.go EvictObject */
export const evictObjectRoute = route('DELETE', object, 'evict-listrange')
/** @wire POST /v1/objects/{bucket}/{object} rename-obj: api/object.go RenameObject */
export const renameObjectRoute = route('POST', object, 'rename-obj')
/** @wire POST /v1/objects/{bucket}/{object} check-lock: cmn/api_const.go ActCheckLock */
export const checkLockRoute = route('POST', object, 'check-lock')
/** @wire POST /v1/objects/{bucket} promote: api/object.go Promote */
export const promoteRoute = route('POST', bucket, 'promote')
/** @wire POST /v1/objects/{bucket} blob-download: api/blob.go BlobDownload */
export const blobDownloadRoute = route('POST', bucket, 'blob-download')
/** @wire POST /v1/objects/{bucket}/{object} mpt-upload: api/multipart.go CreateMultipartUpload */
export const createMultipartRoute = route('POST', object, 'mpt-upload')
/** @wire POST /v1/objects/{bucket}/{object} mpt-complete: api/multipart.go CompleteMultipartUpload */
export const completeMultipartRoute = route('POST', object, 'mpt-complete')
/** @wire DELETE /v1/objects/{bucket}/{object} mpt-abort: api/multipart.go AbortMultipartUpload */
export const abortMultipartRoute = route('DELETE', object, 'mpt-abort')
