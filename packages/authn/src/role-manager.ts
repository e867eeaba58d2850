import { invalidInput, type CallOptions, type Connection } from '@ais/core'
import { unlessCode, type DeleteMissingOptions } from './delete-missing.js'
import { permissionEntries, type RolePermissions } from './flows/role-permissions.js'
import { createRole } from './operations/create-role.js'
import { deleteRole } from './operations/delete-role.js'
import { getRole } from './operations/get-role.js'
import { listRoles } from './operations/list-roles.js'
import { updateRole } from './operations/update-role.js'
import { checkRole } from './role-spec.js'
import type { RoleInfo, RolesList } from './wire/role-info.js'

/** Options of {@link RoleManager.create}. */
export interface CreateRoleOptions extends RolePermissions {
  /** 1 to 32 letters, digits, `_` or `-`. */
  readonly name: string
  /** For people to read. @defaultValue none */
  readonly desc?: string
}

/** Options of {@link RoleManager.update}: a new description, or permissions on a cluster or bucket, or both. */
export interface UpdateRoleOptions extends Partial<RolePermissions> {
  /** Left out: unchanged. */
  readonly desc?: string
}

/** Roles of an AuthN server. */
export class RoleManager {
  /** The connection that calls go through. */
  readonly client: Connection

  constructor(client: Connection) {
    this.client = client
  }

  /** Lists all roles, in no particular order; needs no token. See {@link listRoles}. */
  list(call: CallOptions = {}): Promise<RolesList> {
    return this.client.send(listRoles(), call)
  }

  /** Reads a role; needs no token. See {@link getRole}. */
  get(roleName: string, call: CallOptions = {}): Promise<RoleInfo> {
    return this.client.send(getRole(roleName), call)
  }

  /** Makes a role with permissions on a cluster, or on one bucket of it. See {@link createRole}. */
  async create(role: CreateRoleOptions, call: CallOptions = {}): Promise<RoleInfo> {
    const { name, desc = '' } = role
    const problem = checkRole('authn.createRole', { name })
    if (problem !== undefined) throw problem
    const entries = await permissionEntries('authn.createRole', this.client, role, call)
    await this.client.send(createRole({ name, desc, ...entries }), call)
    return this.client.send(getRole(name), call)
  }

  /** Changes a role's description, or what it permits in a cluster or bucket; other permissions stay. See {@link updateRole}. */
  async update(name: string, change: UpdateRoleOptions, call: CallOptions = {}): Promise<RoleInfo> {
    const { desc, clusterAlias, perms, bucketName } = change
    const isPermitting = clusterAlias !== undefined || perms !== undefined || bucketName !== undefined
    const problem =
      checkRole('authn.updateRole', { name }) ??
      (desc === undefined && !isPermitting
        ? invalidInput('authn.updateRole', 'desc', 'or clusterAlias with perms must be given')
        : undefined)
    if (problem !== undefined) throw problem
    const entries = isPermitting ? await permissionEntries('authn.updateRole', this.client, change, call) : {}
    await this.client.send(updateRole({ name, ...(desc === undefined ? {} : { desc }), ...entries }), call)
    return this.client.send(getRole(name), call)
  }

  /** Deletes a role; users who have it lose it. See {@link deleteRole}. */
  delete(name: string, options: DeleteMissingOptions = {}): Promise<void> {
    const done = this.client.send(deleteRole(name), options)
    return options.missingOk === true ? done.catch(unlessCode('RoleNotFound')) : done
  }
}
