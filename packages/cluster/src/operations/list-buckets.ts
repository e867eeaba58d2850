import { actionBody, at, invalidInput, readJson, type Operation } from '@ais/core'
import { listBucketsRoute, parseProvider, type BucketJson } from '@ais/core/wire'
import { BucketNames } from '../wire/documents.js'

/**
 * Lists the buckets of a provider, or of all of them.
 * @param provider - canonical name or alias (`s3`); `''` for all
 * @throws ApiError BadRequest (a provider that the cluster was built without)
 * @wire GET /v1/buckets list: api/bucket.go ListBuckets
 */
export const listBuckets = (provider = 'ais'): Operation<readonly BucketJson[]> => {
  const name = 'cluster.listBuckets'
  const known = parseProvider(provider)
  return {
    ...at(name, listBucketsRoute, {}),
    ...(provider === '' || known !== undefined
      ? {}
      : {
          problem: invalidInput(
            name,
            'provider',
            `must be ais, aws, gcp, azure or oci, or '' for all, got '${provider}'`,
          ),
        }),
    query: { provider: known },
    body: actionBody('list'),
    idempotent: true,
    read: readJson(name, BucketNames),
  }
}
