import type { OpenedContent } from './store.js'

/** Content that is in memory in one piece. */
export class BytesInMemory implements OpenedContent {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.bytes.length > 0) yield this.bytes
  }
}
