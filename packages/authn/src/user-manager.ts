import type { CallOptions, Connection, InvalidInputError } from '@ais/core'
import { unlessCode, type DeleteMissingOptions } from './delete-missing.js'
import { createUser } from './operations/create-user.js'
import { deleteUser } from './operations/delete-user.js'
import { getRole } from './operations/get-role.js'
import { getUser } from './operations/get-user.js'
import { listUsers } from './operations/list-users.js'
import { updateUser } from './operations/update-user.js'
import type { RoleInfo } from './wire/role-info.js'
import type { UserInfo, UserMap } from './wire/user-info.js'

/** Options of {@link UserManager.create}. */
export interface CreateUserOptions {
  /** 1 to 32 letters, digits, `_` or `-`. */
  readonly username: string
  /** Names of existing roles, at least one. */
  readonly roles: readonly string[]
  readonly password: string
}

/** Options of {@link UserManager.update}: a password, roles, or both. */
export interface UpdateUserOptions {
  /** Left out: unchanged. */
  readonly password?: string
  /** Names of existing roles; they replace the ones before. Left out: unchanged. */
  readonly roles?: readonly string[]
}

const nameOnly = (name: string): RoleInfo => ({ name, desc: '', clusters: [], buckets: [], isAdmin: false })

/** Users of an AuthN server. */
export class UserManager {
  /** The connection that calls go through. */
  readonly client: Connection

  constructor(client: Connection) {
    this.client = client
  }

  /** Lists all users with their roles. See {@link listUsers}. */
  list(call: CallOptions = {}): Promise<UserMap> {
    return this.client.send(listUsers(), call)
  }

  /** Reads a user with the roles. See {@link getUser}. */
  get(username: string, call: CallOptions = {}): Promise<UserInfo> {
    return this.client.send(getUser(username), call)
  }

  /** Makes a user who has existing roles, given by name. See {@link createUser}. @throws ApiError RoleNotFound */
  async create({ username, roles, password }: CreateUserOptions, call: CallOptions = {}): Promise<UserInfo> {
    const problem = createUser({ username, password, roles: roles.map(nameOnly) }).problem
    const found = await this.#roles(problem, roles, call)
    await this.client.send(createUser({ username, password, roles: found }), call)
    return this.client.send(getUser(username), call)
  }

  /** Changes a user's password or roles, given by name. See {@link updateUser}. @throws ApiError RoleNotFound */
  async update(username: string, { password, roles }: UpdateUserOptions, call: CallOptions = {}): Promise<UserInfo> {
    const change = password === undefined ? {} : { password }
    const problem = updateUser(
      username,
      roles === undefined ? change : { ...change, roles: roles.map(nameOnly) },
    ).problem
    const found = await this.#roles(problem, roles ?? [], call)
    await this.client.send(updateUser(username, roles === undefined ? change : { ...change, roles: found }), call)
    return this.client.send(getUser(username), call)
  }

  /** Deletes a user; tokens issued before stay valid until they expire or are revoked. See {@link deleteUser}. */
  delete(username: string, options: DeleteMissingOptions = {}): Promise<void> {
    const done = this.client.send(deleteUser(username), options)
    return options.missingOk === true ? done.catch(unlessCode('UserNotFound')) : done
  }

  /** Reads the roles that a user is to have: the server drops those it does not know without a word. */
  async #roles(
    problem: InvalidInputError | undefined,
    names: readonly string[],
    call: CallOptions,
  ): Promise<readonly RoleInfo[]> {
    if (problem !== undefined) throw problem
    return Promise.all(names.map((name) => this.client.send(getRole(name), call)))
  }
}
