import { readTar } from '../tar/read-tar.js'
import type { TarPlatform } from '../tar/tar.js'
import { createTarWriter } from '../tar/write-tar.js'

/** TARs in Node. */
export const tar: TarPlatform = { readTar, createTarWriter }
