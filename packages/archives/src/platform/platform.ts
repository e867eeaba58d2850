import type { ErrorContext } from '@ais/core'
import type { ArchiveMember, ReadArchiveOptions, ReadableArchiveFormat } from '../archive-member.js'
import type { TarWriter } from '../tar-writer.js'

/** What archives need of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  readonly readArchive: (
    content: AsyncIterable<Uint8Array>,
    format: ReadableArchiveFormat,
    context: ErrorContext,
    limits: Required<ReadArchiveOptions>,
  ) => AsyncGenerator<ArchiveMember>
  readonly createTarWriter: () => TarWriter
}
