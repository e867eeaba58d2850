import * as t from 'io-ts'
import { Int64 } from '@ais/core/wire'
import { allPermissions } from './permissions.js'

/** Decodes permission bits, uint64, sent as decimal text; encodes to it. A number is refused by the server. */
export const PermissionJson: t.Type<bigint, string, unknown> = new t.Type(
  'permission bits',
  (input): input is bigint => typeof input === 'bigint' && input >= 0n && input <= allPermissions,
  (input, context) => {
    const decoded = Int64.validate(input, context)
    if (decoded._tag === 'Left') return decoded
    return decoded.right >= 0n && decoded.right <= allPermissions ? decoded : t.failure(input, context)
  },
  String,
)
