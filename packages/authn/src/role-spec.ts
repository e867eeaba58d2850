import { firstProblem, invalidInput, type InvalidInputError } from '@ais/core'
import { bucketNameProblem } from '@ais/core/wire'
import { checkAuthnName } from './check-authn.js'
import { RoleInfo, type BucketPermission, type ClusterPermission } from './wire/role-info.js'

/** A role to be made, or the parts of one that change. */
export interface RoleSpec {
  readonly name: string
  /** Left out, or `''`: none; in an update, unchanged. */
  readonly desc?: string
  /** In an update these replace the entries of the same clusters, and leave others. */
  readonly clusters?: readonly ClusterPermission[]
  /** In an update these replace the entries of the same buckets, and leave others. */
  readonly buckets?: readonly BucketPermission[]
}

/** Checks a role before it is sent. */
export const checkRole = (operation: string, role: RoleSpec): InvalidInputError | undefined =>
  firstProblem(
    checkAuthnName(operation, 'name', role.name),
    ...(role.buckets ?? []).map(({ bck }) => {
      const reason = bucketNameProblem(bck.name)
      return reason === undefined ? undefined : invalidInput(operation, 'bucketName', reason)
    }),
  )

/** The JSON of a role. */
export const roleJson = ({ name, desc = '', clusters = [], buckets = [] }: RoleSpec): unknown =>
  RoleInfo.encode({ name, desc, clusters, buckets, isAdmin: false })
