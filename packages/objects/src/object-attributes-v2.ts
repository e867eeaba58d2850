import { ObjectAttributes } from './object-attributes.js'

/** How a chunked object is stored. */
export interface ChunksInfo {
  /** Number of chunks. */
  readonly chunkCount: number
  /** Size of the largest chunk in bytes. */
  readonly maxChunkSize: number
}

const count = (text: string | undefined): number => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0)

/** Attributes of an object as HEAD v2 tells them; only those that were asked for are there. */
export class ObjectAttributesV2 extends ObjectAttributes {
  /** As HTTP writes dates; `''` when not asked for. */
  get lastModified(): string {
    return this.headers.get('last-modified') ?? ''
  }

  /** Entity tag without its quotes; `''` when not asked for. */
  get etag(): string {
    return (this.headers.get('etag') ?? '').replace(/^"|"$/g, '')
  }

  /** How the object is chunked; `undefined` for one that is not, or when not asked for. */
  get chunks(): ChunksInfo | undefined {
    const chunkCount = this.headers.get('ais-chunks-count')
    const maxChunkSize = this.headers.get('ais-chunks-max-chunk-size')
    return chunkCount === undefined && maxChunkSize === undefined
      ? undefined
      : { chunkCount: count(chunkCount), maxChunkSize: count(maxChunkSize) }
  }
}
