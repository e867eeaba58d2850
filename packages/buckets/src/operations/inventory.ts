import {
  actionBody,
  atBucket,
  checkInteger,
  checkRemoteBucket,
  firstProblem,
  readJson,
  readNothing,
  readText,
  type BucketRef,
  type Operation,
} from '@ais/core'
import { Inventories, type Inventory } from '../wire/inventories.js'
import { createInventoryRoute, destroyInventoryRoute, showInventoryRoute } from '../wire/routes.js'

/** Options of {@link createInventory}. */
export interface CreateInventoryOptions {
  /** @defaultValue the server makes one */
  readonly name?: string
  /** Only names that start with this. @defaultValue '': all */
  readonly prefix?: string
  /** Properties to keep with each name, by commas. @defaultValue the names, and what the server adds */
  readonly props?: string
  /** Names in a chunk of the inventory, 2 to 640,000. @defaultValue 20000 */
  readonly namesPerChunk?: number
  /** Replace the one that is there; a bucket has one at most. @defaultValue false */
  readonly force?: boolean
}

/**
 * Starts storing a list of a remote bucket's names, which listings can then be made from; gives the job's id.
 * @throws ApiError BucketNotFound, BadRequest (there is one)
 * @wire POST /v1/buckets/{bucket} create-inventory: api/nbi.go CreateNBI; kills AIStore 5.0 when sent for an AIS bucket, so it never is
 */
export const createInventory = (bucket: BucketRef, options: CreateInventoryOptions = {}): Operation<string> => {
  const name = 'buckets.createInventory'
  const place = atBucket(name, createInventoryRoute, bucket)
  const problem = firstProblem(
    place.problem,
    checkRemoteBucket(name, bucket),
    checkInteger(name, 'namesPerChunk', options.namesPerChunk, { min: 2, max: 640_000 }),
  )
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('create-inventory', {
      value: {
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.prefix === undefined ? {} : { prefix: options.prefix }),
        ...(options.props === undefined ? {} : { props: options.props }),
        ...(options.namesPerChunk === undefined ? {} : { names_per_chunk: options.namesPerChunk }),
        ...(options.force === undefined ? {} : { force: options.force }),
      },
    }),
    idempotent: false,
    read: readText,
  }
}

/**
 * Removes an inventory of a remote bucket, all of them with `''`; one that is not there is no error.
 * @throws ApiError BucketNotFound
 * @wire DELETE /v1/buckets/{bucket} destroy-inventory: api/nbi.go DestroyNBI
 */
export const destroyInventory = (bucket: BucketRef, inventoryName = ''): Operation<void> => {
  const name = 'buckets.destroyInventory'
  const place = atBucket(name, destroyInventoryRoute, bucket)
  const problem = firstProblem(place.problem, checkRemoteBucket(name, bucket))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('destroy-inventory', { name: inventoryName }),
    idempotent: true,
    read: readNothing,
  }
}

/**
 * Tells of the inventories of a remote bucket, or of one of them.
 * @throws ApiError BucketNotFound
 * @wire GET /v1/buckets/{bucket} show-inventory: api/nbi.go GetNBI
 */
export const showInventory = (bucket: BucketRef, inventoryName = ''): Operation<readonly Inventory[]> => {
  const name = 'buckets.showInventory'
  const place = atBucket(name, showInventoryRoute, bucket)
  const problem = firstProblem(place.problem, checkRemoteBucket(name, bucket))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('show-inventory', { name: inventoryName }),
    idempotent: true,
    read: readJson(name, Inventories, { exactIntegers: true }),
  }
}
