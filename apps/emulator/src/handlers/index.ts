import type { HandlerEntry } from '../server/handler.js'
import { copyRenameHandlers } from './buckets/copy-rename.js'
import { createDestroyHandlers } from './buckets/create-destroy.js'
import { inventoryHandlers } from './buckets/inventory.js'
import { listBucketsHandlers } from './buckets/list-buckets.js'
import { listObjectsHandlers } from './buckets/list-objects.js'
import { protectHandlers } from './buckets/protect.js'
import { setPropsHandlers } from './buckets/set-props.js'
import { summarizeHandlers } from './buckets/summarize.js'
import { backendAccessHandlers } from './cluster/backend-access.js'
import { prometheusHandlers } from './cluster/prometheus.js'
import { unexpectedHandlers } from './cluster/unexpected.js'
import { configurationHandlers } from './cluster/configuration.js'
import { healthHandlers } from './cluster/health.js'
import { membershipHandlers } from './cluster/membership.js'
import { queryHandlers } from './cluster/queries.js'
import { reverseHandlers } from './cluster/reverse.js'
import { startStopJobHandlers } from './cluster/start-stop-jobs.js'
import { remoteClusterHandlers } from './cluster/remote-clusters.js'
import { tokenHandlers } from './cluster/tokens.js'
import { blobDownloadHandlers } from './objects/blob-download.js'
import { dsortHandlers } from './dsort/dsort.js'
import { etlHandlers } from './etl/etl.js'
import { transformHandlers } from './etl/transform.js'
import { batchHandlers } from './ml/get-batch.js'
import { archiveHandlers } from './multiobj/archive.js'
import { deleteCopyHandlers } from './multiobj/delete-copy.js'
import { evictPrefetchHandlers } from './multiobj/evict-prefetch.js'
import { manageDownloadsHandlers } from './downloads/manage-downloads.js'
import { startDownloadHandlers } from './downloads/start-download.js'
import { changeObjectHandlers } from './objects/change-object.js'
import { getObjectHandlers } from './objects/get-object.js'
import { headObjectHandlers } from './objects/head-object.js'
import { multipartHandlers } from './objects/multipart.js'
import { promoteHandlers } from './objects/promote.js'
import { putObjectHandlers } from './objects/put-object.js'

/** Everything that the emulator answers. */
export const handlers: readonly HandlerEntry[] = [
  ...createDestroyHandlers,
  ...listBucketsHandlers,
  ...listObjectsHandlers,
  ...inventoryHandlers,
  ...protectHandlers,
  ...setPropsHandlers,
  ...summarizeHandlers,
  ...copyRenameHandlers,
  ...healthHandlers,
  ...tokenHandlers,
  ...queryHandlers,
  ...reverseHandlers,
  ...configurationHandlers,
  ...membershipHandlers,
  ...startStopJobHandlers,
  ...remoteClusterHandlers,
  ...backendAccessHandlers,
  ...dsortHandlers,
  ...etlHandlers,
  ...transformHandlers,
  ...deleteCopyHandlers,
  ...evictPrefetchHandlers,
  ...archiveHandlers,
  ...getObjectHandlers,
  ...headObjectHandlers,
  ...putObjectHandlers,
  ...changeObjectHandlers,
  ...multipartHandlers,
  ...promoteHandlers,
  ...blobDownloadHandlers,
  ...prometheusHandlers,
  ...startDownloadHandlers,
  ...manageDownloadsHandlers,
  ...batchHandlers,
  ...unexpectedHandlers,
]
