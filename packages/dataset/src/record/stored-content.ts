/** Content of a column that is opened only when it is written, so that a record of large files takes no memory. */
export class StoredContent {
  /** Exact length in bytes. */
  readonly sizeBytes: number
  /** Opens the content; called once per time it is written. */
  readonly open: () => AsyncIterable<Uint8Array>

  constructor(sizeBytes: number, open: () => AsyncIterable<Uint8Array>) {
    this.sizeBytes = sizeBytes
    this.open = open
  }
}
