import * as t from 'io-ts'
import { RoleInfo } from './role-info.js'

/** A user; the password is never told. */
export interface UserInfo {
  readonly id: string
  readonly roles: readonly RoleInfo[]
}

const Wire = t.intersection([t.type({ id: t.string }), t.partial({ roles: t.union([t.array(RoleInfo), t.null]) })])

/** @wire user: api/authn/entity.go User */
export const UserInfo: t.Type<UserInfo, unknown, unknown> = new t.Type(
  'UserInfo',
  (input): input is UserInfo => Wire.is(input) && Array.isArray(input.roles),
  (input, context) => {
    const decoded = Wire.validate(input, context)
    return decoded._tag === 'Left' ? decoded : t.success({ id: decoded.right.id, roles: decoded.right.roles ?? [] })
  },
  ({ id, roles }) => ({ id, roles: roles.map((role) => RoleInfo.encode(role)) }),
)

/** All users, by their name. */
export type UserMap = Readonly<Record<string, UserInfo>>

/** @wire users: cmd/authn/hserv.go httpUserGet */
export const UserMap: t.Type<UserMap, unknown, unknown> = t.record(t.string, UserInfo, 'UserMap')
