export {
  createTarWriter,
  readArchive,
  type ArchiveMember,
  type ReadableArchiveFormat,
  type ReadArchiveOptions,
  type TarEntry,
  type TarWriter,
} from './archives.js'
