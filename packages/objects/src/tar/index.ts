import type { ErrorContext } from '@ais/core'
import { tar } from '#platform/tar'
import type { TarMember, TarWriter } from './tar.js'

export type { TarEntry, TarMember, TarWriter } from './tar.js'

/**
 * Reads a TAR member by member while it arrives; only what a member's reader holds is ever in memory. Ending the iteration early leaves
 * the content unread: end it at its source too.
 * @throws DecodeError for what is no TAR, or one that ends within a member; whatever the content throws; NotSupportedError outside of Node
 */
export const readTar = (content: AsyncIterable<Uint8Array>, context: ErrorContext): AsyncGenerator<TarMember> =>
  tar.readTar(content, context)

/** Makes a TAR to be read while it is written. @throws NotSupportedError outside of Node */
export const createTarWriter = (): TarWriter => tar.createTarWriter()
