export type { ArchiveMember, ReadableArchiveFormat, ReadArchiveOptions } from './archive-member.js'
export { createTarWriter, readArchive } from './archives.js'
export type { TarEntry, TarWriter } from './tar-writer.js'
