import { isAisError, type BucketHandle, type ObjectRef } from '@ais/core'
import { listAllObjects } from '@ais/buckets'
import { headObject, openObject } from '@ais/objects'
import { StoredContent } from '../record/stored-content.js'
import { stemOf, type PrimaryAttribute, type TypedAttributeOptions } from './config-attribute.js'

/** Options of {@link ObjectAttribute}. */
export interface ObjectAttributeOptions extends TypedAttributeOptions {
  readonly bucket: BucketHandle
  /** What the objects' names have before the stem, folders with their `/`. @defaultValue '' */
  readonly prefix?: string
}

/**
 * Opens an object as content of a column; it is read only when it is written, and held to its checksum.
 * @throws ApiError ObjectNotFound, BucketNotFound
 */
export const objectContent = async (bucket: BucketHandle, name: string): Promise<StoredContent> => {
  const object: ObjectRef = { bucket, name }
  const { size } = await bucket.client.send(headObject(object))
  return new StoredContent(size, async function* () {
    const { body } = await openObject(bucket.client, object)
    yield* body
  })
}

/** A column of objects: `<prefix><stem>.<fileType>`. An object that is missing is a missing value; an empty one is not. */
export class ObjectAttribute implements PrimaryAttribute {
  readonly column: string
  readonly #options: ObjectAttributeOptions

  constructor(options: ObjectAttributeOptions) {
    this.column = `${options.name}.${options.fileType}`
    this.#options = options
  }

  /** Stems of the objects under the prefix, without those in folders below it. */
  async *entries(): AsyncGenerator<string> {
    const { bucket, prefix = '', fileType } = this.#options
    for await (const { name } of listAllObjects(bucket.client, bucket, { prefix, props: 'name' })) {
      const stem = stemOf(name.slice(prefix.length), fileType)
      if (stem !== undefined) yield stem
    }
  }

  /** The object of a sample. */
  async getDataForEntry(stem: string): Promise<StoredContent | undefined> {
    const { bucket, prefix = '', fileType } = this.#options
    try {
      return await objectContent(bucket, `${prefix}${stem}.${fileType}`)
    } catch (error) {
      if (isAisError(error) && error._tag === 'Api' && error.code === 'ObjectNotFound') return undefined
      throw error
    }
  }
}
