import { makeShortId } from '../topology/node-ids.js'
import type { ObjectKey, Store } from '../store/store.js'

/** Parts wait here until their upload is completed; no bucket has such a uname. */
const partsBucket = '%uploads/'

/** A part that has arrived. */
export interface UploadedPart {
  readonly number: number
  readonly sizeBytes: number
  readonly key: ObjectKey
}

/** An upload in parts. */
export interface Upload {
  readonly id: string
  readonly object: ObjectKey
  readonly parts: Map<number, UploadedPart>
  /** Whether the parts came in the order 1, 2, 3, … */
  isInOrder: boolean
  /** Whether a part came twice. */
  isDamaged: boolean
}

/** Uploads that were begun; they do not survive a restart. */
export class UploadRegistry {
  readonly #store: Store
  readonly #uploads = new Map<string, Upload>()

  private constructor(store: Store) {
    this.#store = store
  }

  /** Throws away what an earlier run left of uploads. */
  static async open(store: Store): Promise<UploadRegistry> {
    await store.removeBucket(partsBucket)
    return new UploadRegistry(store)
  }

  create(object: ObjectKey): Upload {
    const upload: Upload = { id: makeShortId(), object, parts: new Map(), isInOrder: true, isDamaged: false }
    this.#uploads.set(upload.id, upload)
    return upload
  }

  /** The upload of an object by its id. */
  find(id: string, object: ObjectKey): Upload | undefined {
    const upload = this.#uploads.get(id)
    return upload?.object.bucket === object.bucket && upload.object.name === object.name ? upload : undefined
  }

  /** Where a part's content goes. */
  keyOf(upload: Upload, number: number): ObjectKey {
    return { bucket: partsBucket, name: `${upload.id}/${number}` }
  }

  add(upload: Upload, number: number, sizeBytes: number): void {
    upload.isDamaged ||= upload.parts.has(number)
    upload.isInOrder &&= number === upload.parts.size + 1
    upload.parts.set(number, { number, sizeBytes, key: this.keyOf(upload, number) })
  }

  /** Forgets an upload and removes its parts. */
  async end(upload: Upload): Promise<void> {
    this.#uploads.delete(upload.id)
    for (const { key } of upload.parts.values()) await this.#store.remove(key)
  }
}
