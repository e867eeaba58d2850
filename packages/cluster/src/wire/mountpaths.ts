import * as t from 'io-ts'

/** The disks that a target stores on, by their paths. */
export interface Mountpaths {
  readonly available: readonly string[]
  /** On the way out: objects are still moved off them. */
  readonly waitingToDisable: readonly string[]
  readonly disabled: readonly string[]
}

const paths = t.union([t.array(t.string), t.null])
const Wire = t.type({ available: paths, waiting_dd: paths, disabled: paths })

/** @wire `what=mountpaths`: api/apc/mpath.go MountpathList */
export const Mountpaths: t.Type<Mountpaths, unknown, unknown> = new t.Type(
  'Mountpaths',
  (input): input is Mountpaths => typeof input === 'object' && input !== null && 'available' in input,
  (input, context) => {
    const decoded = Wire.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    const { available, waiting_dd, disabled } = decoded.right
    return t.success({ available: available ?? [], waitingToDisable: waiting_dd ?? [], disabled: disabled ?? [] })
  },
  ({ available, waitingToDisable, disabled }) => ({ available, waiting_dd: waitingToDisable, disabled }),
)
