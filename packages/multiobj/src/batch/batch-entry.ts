import type { BatchRequest } from './batch-request.js'

/** An entry of a batch that is there. */
export interface FoundEntry {
  readonly kind: 'found'
  /** Its place among the requests. */
  readonly index: number
  /** What was asked for. */
  readonly request: BatchRequest
  /** Size of the content, in bytes. */
  readonly sizeBytes: number
  /** The content as it arrives; once, and only until the next entry is asked for. What is not read is skipped. */
  readonly content: () => AsyncIterable<Uint8Array>
  /** Reads the content into memory. */
  readonly readAll: () => Promise<Uint8Array>
}

/** An entry of a batch that is missing: an object, or a member of an archive. */
export interface MissingEntry {
  readonly kind: 'missing'
  /** Its place among the requests. */
  readonly index: number
  /** What was asked for. */
  readonly request: BatchRequest
  /** What AIStore says; `undefined` in a streamed batch. */
  readonly reason: string | undefined
}

/** What a batch gives for a request. */
export type BatchEntry = FoundEntry | MissingEntry
