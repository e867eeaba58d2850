import type { Case } from '../case.ts'
import { archiveCases } from './archives.ts'
import { attributeCases } from './attributes.ts'
import { authnCases } from './authn.ts'
import { batchCases } from './batch.ts'
import { bucketCases } from './buckets.ts'
import { moreBucketCases } from './buckets-more.ts'
import { clientCases } from './client.ts'
import { cloudCases } from './cloud.ts'
import { clusterCases } from './cluster.ts'
import { copyCases } from './copies.ts'
import { countCases } from './counts.ts'
import { datasetCases } from './dataset.ts'
import { downloadCases } from './downloads.ts'
import { dsortCases } from './dsort.ts'
import { etlCases } from './etl.ts'
import { fileCases } from './files.ts'
import { jobCases } from './jobs.ts'
import { listingCases } from './listings.ts'
import { listingOptionCases } from './listing-options.ts'
import { metadataCases } from './metadata.ts'
import { multiobjCases } from './multiobj.ts'
import { objectCases } from './objects.ts'
import { partsCases } from './parts.ts'
import { permissionCases } from './permissions.ts'
import { promoteCases } from './promote.ts'
import { putCases } from './puts.ts'
import { putFilesCases } from './put-files.ts'
import { rangeCases } from './ranges.ts'
import { readerCases } from './readers.ts'
import { refusalCases } from './refusals.ts'
import { remoteCases } from './remote.ts'
import { writerCases } from './writers.ts'

/** All cases, in the order they run. */
export const cases: readonly Case[] = [
  ...clientCases,
  ...bucketCases,
  ...copyCases,
  ...countCases,
  ...objectCases,
  ...putCases,
  ...readerCases,
  ...rangeCases,
  ...fileCases,
  ...attributeCases,
  ...metadataCases,
  ...writerCases,
  ...archiveCases,
  ...listingCases,
  ...listingOptionCases,
  ...putFilesCases,
  ...promoteCases,
  ...refusalCases,
  ...moreBucketCases,
  ...partsCases,
  ...downloadCases,
  ...dsortCases,
  ...etlCases,
  ...jobCases,
  ...clusterCases,
  ...datasetCases,
  ...multiobjCases,
  ...batchCases,
  ...remoteCases,
  ...cloudCases,
  ...authnCases,
  ...permissionCases,
]
