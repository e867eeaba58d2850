import { authnRows } from './authn.ts'
import { batchRows } from './batch.ts'
import { bucketRows } from './bucket.ts'
import { bucketExtraRows } from './bucket-2.ts'
import { clientRows } from './client.ts'
import { clusterRows } from './cluster.ts'
import { datasetRows } from './dataset.ts'
import { downloadsRows } from './downloads.ts'
import { dsortRows } from './dsort.ts'
import { etlRows } from './etl.ts'
import { jobRows } from './job.ts'
import { multiobjRows } from './multiobj.ts'
import { objectRows } from './object.ts'
import { objectExtraRows } from './object-2.ts'
import { remoteRows } from './remote.ts'

/** What the SDK owes, one row each; every row is proven by at least one case. */
export const manifest = [
  ...authnRows,
  ...batchRows,
  ...bucketRows,
  ...bucketExtraRows,
  ...clientRows,
  ...clusterRows,
  ...datasetRows,
  ...downloadsRows,
  ...dsortRows,
  ...etlRows,
  ...jobRows,
  ...multiobjRows,
  ...objectRows,
  ...objectExtraRows,
  ...remoteRows,
] as const

/** A row's name. */
export type Row = (typeof manifest)[number]['python']
