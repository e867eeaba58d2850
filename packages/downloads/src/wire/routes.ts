import { route } from '@ais/core/wire'

/** @wire POST /v1/download: api/dload.go DownloadWithParam */
export const startDownloadRoute = route('POST', '/v1/download')
/** @wire GET /v1/download: api/dload.go DownloadStatus, DownloadGetList */
export const getDownloadsRoute = route('GET', '/v1/download')
/** @wire DELETE /v1/download/abort: api/dload.go AbortDownload */
export const abortDownloadRoute = route('DELETE', '/v1/download/abort')
/** @wire DELETE /v1/download/remove: api/dload.go RemoveDownload */
export const removeDownloadRoute = route('DELETE', '/v1/download/remove')
