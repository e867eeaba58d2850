import {
  actionBody,
  atBucket,
  checkObjectName,
  invalidInput,
  readText,
  type ObjectRef,
  type Operation,
} from '@ais/core'
import { promoteRoute } from '../wire/routes.js'

/** Options of {@link promoteObject}. */
export interface PromoteOptions {
  /** Promote on this target only. @defaultValue all targets */
  readonly targetId?: string
  /** Go into subdirectories. @defaultValue false */
  readonly recursive?: boolean
  /** Overwrite objects of the same name; AIStore 5.0 overwrites them in any case. @defaultValue false */
  readonly overwriteDest?: boolean
  /** Delete what was promoted. @defaultValue false */
  readonly deleteSource?: boolean
  /** The source is not a share that all targets see. @defaultValue false */
  readonly srcNotFileShare?: boolean
}

/**
 * Makes a file or directory on the targets' own disks into objects; the object's name is the prefix for a directory.
 * Gives the id of the job, or `''` when it was done at once (a single file).
 * @throws ApiError BadRequest (a path that targets may not promote from), NotFound (no such path), BucketNotFound
 * @wire POST /v1/objects/{bucket} promote: api/object.go Promote
 */
export const promoteObject = (object: ObjectRef, path: string, options: PromoteOptions = {}): Operation<string> => {
  const place = atBucket('objects.promote', promoteRoute, object.bucket)
  const problem =
    place.problem ??
    // A folder's files are named by this text and their path, put together as they are: it may end in a slash.
    checkObjectName('objects.promote', object.name.replace(/\/$/, '')) ??
    (path.startsWith('/')
      ? undefined
      : invalidInput('objects.promote', 'path', 'must be an absolute path on the targets'))
  return {
    ...place,
    ...(problem === undefined ? {} : { problem }),
    body: actionBody('promote', {
      name: path,
      value: {
        tid: options.targetId ?? '',
        src: path,
        obj: object.name,
        rcr: options.recursive ?? false,
        ovw: options.overwriteDest ?? false,
        dls: options.deleteSource ?? false,
        notshr: options.srcNotFileShare ?? false,
      },
    }),
    idempotent: false,
    read: readText,
  }
}
