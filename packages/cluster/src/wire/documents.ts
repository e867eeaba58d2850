import * as t from 'io-ts'
import { arrayOrNone, BucketJson } from '@ais/core/wire'

/** A JSON object whose fields are the server's. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Decodes any JSON object. */
export const JsonObject: t.Type<JsonObject, JsonObject, unknown> = new t.Type(
  'JsonObject',
  (input): input is JsonObject => typeof input === 'object' && input !== null && !Array.isArray(input),
  (input, context) =>
    typeof input === 'object' && input !== null && !Array.isArray(input)
      ? t.success(input as JsonObject)
      : t.failure(input, context),
  (value) => value,
)

/** @wire GET /v1/buckets: cmn/bck.go Bcks; null for none */
export const BucketNames = arrayOrNone('BucketNames', BucketJson)
/** @wire `what=backends`: null for none */
export const BackendNames = arrayOrNone('BackendNames', t.string)
