import { isAisError, LocalFileError } from '@ais/core'
import { walkFolder } from '@ais/buckets'
import { contentBody } from '@ais/objects'
import { StoredContent } from '../record/stored-content.js'
import { stemOf, type PrimaryAttribute, type TypedAttributeOptions } from './config-attribute.js'

const operation = 'dataset.readFile'

/** Options of {@link DataAttribute}. */
export interface DataAttributeOptions extends TypedAttributeOptions {
  /** The folder of the files. */
  readonly path: string
}

/**
 * Opens a local file as content of a column; it is read only when it is written.
 * @throws LocalFileError when it is missing or no file; NotSupportedError where there are no files
 */
export const fileContent = async (path: string): Promise<StoredContent> => {
  const body = await contentBody(operation, { path })
  if (body.kind === 'bytes')
    return new StoredContent(body.bytes.length, async function* () {
      yield body.bytes
    })
  return new StoredContent(body.sizeBytes ?? 0, body.open)
}

/** A column of local files: `<path>/<stem>.<fileType>`. A file that is missing is a missing value; an empty one is not. */
export class DataAttribute implements PrimaryAttribute {
  readonly column: string
  readonly #options: DataAttributeOptions

  constructor(options: DataAttributeOptions) {
    this.column = `${options.name}.${options.fileType}`
    this.#options = options
  }

  /** Stems of the files directly in the folder, in the order of their names. @throws LocalFileError for a file that cannot be read */
  async *entries(): AsyncGenerator<string> {
    for await (const found of walkFolder(operation, this.#options.path)) {
      const stem = stemOf(found.relativePath, this.#options.fileType)
      if (stem !== undefined && 'reason' in found)
        throw new LocalFileError(found.path, `${operation}: ${found.path} ${found.reason}`, { operation })
      if (stem !== undefined) yield stem
    }
  }

  /** The file of a sample. */
  async getDataForEntry(stem: string): Promise<StoredContent | undefined> {
    try {
      return await fileContent(`${this.#options.path}/${stem}.${this.#options.fileType}`)
    } catch (error) {
      if (isAisError(error) && error._tag === 'LocalFile' && error.code === 'ENOENT') return undefined
      throw error
    }
  }
}
