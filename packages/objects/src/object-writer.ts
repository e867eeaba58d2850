import type { CallOptions, Connection, ObjectRef } from '@ais/core'
import type { Content } from './content/content-source.js'
import { appendContent, type AppendContentOptions } from './flows/append-content.js'
import { putContent, putFile, type PutContentOptions, type PutResult } from './flows/put-content.js'
import { ObjectFileWriter, type WriteMode } from './object-file-writer.js'
import { setCustomProps, type SetCustomPropsOptions } from './operations/set-custom-props.js'
import type { CustomMetadata } from './wire/custom-metadata.js'

/** Writes an object: its content at once or piece by piece, and its custom metadata. */
export class ObjectWriter {
  readonly #client: Connection
  readonly #object: ObjectRef

  constructor(client: Connection, object: ObjectRef) {
    this.#client = client
    this.#object = object
  }

  /** Stores content as the object. {@link putContent} */
  putContent(content: Content, options: PutContentOptions = {}): Promise<PutResult> {
    return putContent(this.#client, this.#object, content, options)
  }

  /** Stores a local file as the object. {@link putFile} */
  putFile(path: string, options: PutContentOptions = {}): Promise<PutResult> {
    return putFile(this.#client, this.#object, path, options)
  }

  /** Appends content, and gives the handle for the next append; `''` after a flush. {@link appendContent} */
  appendContent(content: Content, options: AppendContentOptions = {}): Promise<string> {
    return appendContent(this.#client, this.#object, content, options)
  }

  /** Sets custom metadata. {@link setCustomProps} */
  setCustomProps(customMetadata: CustomMetadata, options: SetCustomPropsOptions & CallOptions = {}): Promise<void> {
    return this.#client.send(setCustomProps(this.#object, customMetadata, options), options)
  }

  /** Opens the object as a file for writing: `a` appends to what it has, `w` begins with an empty one. */
  asFile(mode: WriteMode = 'a', call: CallOptions = {}): ObjectFileWriter {
    return new ObjectFileWriter(this.#client, this.#object, mode, call)
  }
}
