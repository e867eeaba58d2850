import assert from 'node:assert/strict'
import { AccessAttr, type Access } from '@ais/authn'
import type { Client } from '@ais/client'
import type { World } from '../world.ts'

/** Names a role, and has it deleted after the case. */
export const roleName = (world: World): string => {
  const name = world.name('role')
  world.afterwards(() => world.authn.roleManager().delete(name, { missingOk: true }))
  return name
}

/** Names a user, and has it deleted after the case. */
export const userName = (world: World): string => {
  const name = world.name('user')
  world.afterwards(() => world.authn.userManager().delete(name, { missingOk: true }))
  return name
}

/** What a user of a case may do in the cluster, and instead in one bucket of it. */
export interface Permitted {
  readonly cluster?: readonly Access[]
  readonly bucket?: readonly [name: string, perms: readonly Access[]]
}

/** Makes a user with these permissions. */
export const makeUser = async (
  world: World,
  { cluster, bucket }: Permitted,
): Promise<{ readonly username: string; readonly password: string }> => {
  const [name, username, password] = [roleName(world), userName(world), 'pass-of-a-user']
  const roles = world.authn.roleManager()
  const { clusterAlias } = world
  if (cluster !== undefined) await roles.create({ name, clusterAlias, perms: cluster })
  if (bucket !== undefined) {
    const entry = { clusterAlias, bucketName: bucket[0], perms: bucket[1] }
    await (cluster === undefined ? roles.create({ name, ...entry }) : roles.update(name, entry))
  }
  const made = await world.authn.userManager().create({ username, roles: [name], password })
  assert.deepEqual(
    made.roles.map((role) => role.name),
    [name],
  )
  return { username, password }
}

/** A client of the endpoint as a new user with these permissions. */
export const asUser = async (world: World, permitted: Permitted): Promise<Client> => {
  const token = world.authn.tokenSource(await makeUser(world, permitted))
  const client = world.open({ token })
  world.afterwards(() => client.close())
  return client
}

/** What anybody needs who is to see the cluster: {@link AccessAttr} names it so. */
export const seesCluster: readonly Access[] = [AccessAttr.CLUSTER_ACCESS_RO]
