export { readTar, type TarMember } from './read-tar.js'
export { TarWriter, type TarEntry } from './tar-writer.js'
