import type { Readable } from 'node:stream'
import { leave } from './leaving.js'
import type { NodeStream, Platform } from './platform.js'

const streams = () => process.getBuiltinModule('node:stream')

/** Files and streams in Node. Loaded when they are used: with all that they need of Node they are a good part of what an import costs. */
export const platform: Platform = {
  openFile: async (...args) => (await import('./read-file.js')).openFile(...args),
  writeFile: async (...args) => (await import('./write-file.js')).writeFile(...args),
  openPartial: async (...args) => (await import('./partial-file.js')).openPartial(...args),
  openUploadJournal: async (...args) => (await import('./upload-journal.js')).openUploadJournal(...args),
  leave,
  toNodeStream: (content) => streams().Readable.from(content, { objectMode: false }) as unknown as NodeStream,
  isDisturbed: (stream) => {
    const { Readable, isErrored } = streams()
    // Both take web streams too, which Node's types do not say.
    return Readable.isDisturbed(stream as Readable) || isErrored(stream as Readable)
  },
}
