import type { Header } from 'tar-stream'
import type { OpenedContent } from '../store/store.js'

/** A member of an archive. */
export interface ArchiveMember {
  readonly path: string
  readonly sizeBytes: number
  /** Not a directory, a link or the like. */
  readonly isFile: boolean
  /** The header of a tar's member. */
  readonly header: Partial<Header> & { readonly name: string }
  /** The content; must be read, if at all, before the next member is asked for. */
  readonly content: () => OpenedContent
}

/** A stored archive: the same content however often it is read. */
export interface ArchiveSource {
  /** How messages name it. */
  readonly uri: string
  readonly sizeBytes: number
  /** Reads a range; `end` is exclusive. */
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>
}
