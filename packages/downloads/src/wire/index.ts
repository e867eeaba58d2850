export { DownloadJobs, type DownloadJob } from './download-job.js'
export { DownloadStatus, type DownloadFailure, type DownloadTask } from './download-status.js'
export { linkProblem, nameFromLink, receivedName, sentName } from './link.js'
export { abortDownloadRoute, getDownloadsRoute, removeDownloadRoute, startDownloadRoute } from './routes.js'
