import * as t from 'io-ts'
import { globalNamespace, type Namespace } from './namespace.js'

/** A bucket as AIStore writes it in JSON. */
export interface BucketJson {
  readonly name: string
  readonly provider: string
  readonly namespace: Namespace
}

const WireNamespace = t.partial({ uuid: t.string, name: t.string })

const Wire = t.intersection([
  t.type({ name: t.string }),
  t.partial({ provider: t.string, namespace: t.union([WireNamespace, t.null]) }),
])

/** @wire `{"name","provider","namespace":{"uuid","name"}}`: cmn/bck.go Bck; a missing provider means `ais` */
export const BucketJson: t.Type<BucketJson, BucketJson, unknown> = new t.Type(
  'BucketJson',
  (input): input is BucketJson => Wire.is(input),
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { name, provider, namespace } = decoded.right
    return t.success({
      name,
      provider: provider === undefined || provider === '' ? 'ais' : provider,
      namespace: { ...globalNamespace, ...namespace },
    })
  },
  (bucket) => bucket,
)
