import { isErrored, Readable } from 'node:stream'
import { openPartial } from './partial-file.js'
import type { NodeStream, Platform } from './platform.js'
import { openFile } from './read-file.js'
import { openUploadJournal } from './upload-journal.js'
import { writeFile } from './write-file.js'

/** Files and streams in Node. */
export const platform: Platform = {
  openFile,
  writeFile,
  openPartial,
  openUploadJournal,
  toNodeStream: (content) => Readable.from(content, { objectMode: false }) as unknown as NodeStream,
  // Both take web streams too, which Node's types do not say.
  isDisturbed: (stream) => Readable.isDisturbed(stream as Readable) || isErrored(stream as Readable),
}
