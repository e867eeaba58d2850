import { ApiFailure } from '../api-failure.js'
import { makeShortId } from '../topology/node-ids.js'

/** What a transformation is told of the object. */
export interface TransformedObject {
  readonly bucketName: string
  readonly name: string
  /** `etl_args` of the request, `''` for none. */
  readonly args: string
}

/** Transforms the content of an object. */
export type EtlTransform = (
  content: Uint8Array,
  object: TransformedObject,
) => Uint8Array | string | Promise<Uint8Array | string>

/** Transformations by the names of the images that stand for them. */
export type EtlTransforms = Readonly<Record<string, EtlTransform>>

/** An ETL that was started. */
export interface EmulatedEtl {
  readonly name: string
  /** The message that it was started with. */
  readonly initMessage: Readonly<Record<string, unknown>>
  /** What it does; `undefined` for an image that stands for nothing, which without Kubernetes never starts. */
  readonly transform: EtlTransform | undefined
  stage: 'Running' | 'Aborted'
  jobId: string
  objectCount: number
  inBytes: number
  outBytes: number
  readonly errors: { readonly obj_name: string; readonly msg: string; readonly ecode: number }[]
}

const notBuilt = 'cannot use ETL in a build without ETL support - operation not supported'

/** The answer of a build without ETL. */
export const etlNotBuilt = (status: 404 | 501): ApiFailure => new ApiFailure(status, notBuilt, 'ErrUnsupp')

/** The answer of a build with ETL where Kubernetes is needed. */
export const needsKubernetes = (status = 400): ApiFailure => new ApiFailure(status, 'the operation requires Kubernetes')

/** ETLs of the cluster, as long as the emulator runs. */
export class EtlRegistry {
  readonly #transforms: EtlTransforms | undefined
  readonly #etls = new Map<string, EmulatedEtl>()

  constructor(transforms: EtlTransforms | undefined) {
    this.#transforms = transforms
  }

  /** Whether this is a build with ETL at all. */
  get isBuilt(): boolean {
    return this.#transforms !== undefined
  }

  /** Whether there is any transformation that could run. */
  get canRun(): boolean {
    return Object.keys(this.#transforms ?? {}).length > 0
  }

  add(name: string, image: string, initMessage: Readonly<Record<string, unknown>>): EmulatedEtl {
    const etl: EmulatedEtl = {
      name,
      initMessage,
      transform: this.#transforms?.[image],
      stage: 'Running',
      jobId: `etl-${makeShortId()}`,
      objectCount: 0,
      inBytes: 0,
      outBytes: 0,
      errors: [],
    }
    this.#etls.set(name, etl)
    return etl
  }

  find(name: string): EmulatedEtl | undefined {
    return this.#etls.get(name)
  }

  list(): readonly EmulatedEtl[] {
    return [...this.#etls.values()]
  }

  remove(name: string): void {
    this.#etls.delete(name)
  }
}
