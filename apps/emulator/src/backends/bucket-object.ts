/** An object of a bucket, wherever it is. */
export interface BucketObject {
  readonly name: string
  readonly sizeBytes: number
}
