import { SafeInteger } from '@ais/core/wire'
import * as t from 'io-ts'

/** What the answer tells of an entry, besides its content. */
export interface BatchOutJson {
  /** May come joined with the member's path, `s.tar/a.txt`, and then without `archpath`: match entries by their order. */
  readonly objname: string
  readonly archpath?: string
  readonly bucket: string
  /** May be empty. */
  readonly provider: string
  /** Why there is no content. */
  readonly err_msg?: string
  /** Standard base64. */
  readonly opaque?: string
  readonly size: number
}

/** What the answer tells of a batch, in the order of the request. */
export interface BatchResultJson {
  /** The job's id. */
  readonly uuid: string
  readonly out: readonly BatchOutJson[]
}

const Out: t.Type<BatchOutJson, unknown, unknown> = t.intersection([
  t.type({ objname: t.string, bucket: t.string, provider: t.string, size: SafeInteger }),
  t.partial({ archpath: t.string, err_msg: t.string, opaque: t.string }),
])

/** @wire metadata of a batch that is not streamed: api/apc/ml.go MossResp */
export const BatchResultJson: t.Type<BatchResultJson, unknown, unknown> = t.type({
  uuid: t.string,
  out: t.readonlyArray(Out),
})

/** Where the archive has what is missing. @wire api/apc/ml.go MossMissingDir */
export const batchMissingFolder = '__404__'
