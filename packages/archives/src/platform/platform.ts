import type { ErrorContext } from '@ais/core'
import type { ArchiveMember, ReadableArchiveFormat, TarWriter } from '../archives.js'

/** What archives need of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  readonly readArchive: (
    content: AsyncIterable<Uint8Array>,
    format: ReadableArchiveFormat,
    context: ErrorContext,
    maxZipBytes: number,
  ) => AsyncGenerator<ArchiveMember>
  readonly createTarWriter: () => TarWriter
}
