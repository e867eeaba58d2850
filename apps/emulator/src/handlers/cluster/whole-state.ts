import type { Handler } from '../../server/handler.js'
import { bucketMetadata, configurationOf } from './reports.js'

/** Answers with all that a node knows of the cluster, which the command-line tool asks for. @wire `what=smapvote`, ais/htcommon.go cluMeta */
export const wholeState: Handler = (_request, { cluster, node }) => {
  const { topology } = cluster
  const parts = [
    `"smap":${topology.smapJson()}`,
    `"bmd":${JSON.stringify(bucketMetadata(cluster))}`,
    '"rmd":{"cluster_id":"","version":0}',
    '"etlMD":{"etls":{},"version":0}',
    `"config":${configurationOf(cluster)}`,
    `"si":${topology.ownNodeJson(node)}`,
    '"prime_time":0',
    '"flags":0',
  ]
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: `{${parts.join(',')}}\n`,
  }
}
