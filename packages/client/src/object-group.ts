import type { BucketRef, CallOptions } from '@ais/core'
import { transformObjects, type TransformOptions } from '@ais/etl'
import { ObjectGroup as PlainObjectGroup } from '@ais/multiobj'

/** Objects of a bucket that are worked on together, with what other packages do with them. */
export class ObjectGroup extends PlainObjectGroup {
  /** Starts transforming the objects into another bucket and gives the job's id. See {@link transformObjects}. */
  transform(toBck: BucketRef, etlName: string, options: TransformOptions & CallOptions = {}): Promise<string> {
    return this.client.send(transformObjects(this.bucketRef, this.selection, toBck, etlName, options), options)
  }

  /** Starts running the objects through an ETL without storing anything, to see what fails, and gives the job's id. */
  inspect(etlName: string, options: TransformOptions & CallOptions = {}): Promise<string> {
    return this.transform(this.bucketRef, etlName, { ...options, dryRun: true, continueOnError: true })
  }
}
