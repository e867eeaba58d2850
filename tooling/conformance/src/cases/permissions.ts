import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loginTokenSource, storedTokenSource } from '@ais/authn'
import { proves, type Case } from '../case.ts'
import { eventually, failsWith, failure, sameBytes } from '../expectations.ts'
import { asUser, makeUser, seesCluster } from './authn-users.ts'

/** Writes a token as AIStore's command line does. */
const tokenFile = (folder: string, token: string): string => {
  const path = join(folder, 'auth.token')
  writeFileSync(path, JSON.stringify({ token }))
  return path
}

/** What the cluster makes of tokens. */
export const permissionCases: readonly Case[] = [
  proves(
    'AuthNClient',
    'a cluster that trusts the server lets nobody in without a token that it signed',
    async (world) => {
      const bucket = await world.bucket()
      await bucket.object('o').putContent('x')
      for (const token of [() => undefined, 'no.to.ken']) {
        await using client = world.open({ token })
        const seen = client.bucket(bucket.name)
        await failsWith('Unauthorized', () => seen.head())
        await failsWith('Unauthorized', () => seen.object('o').get().readAll())
        await failsWith('Unauthorized', () => seen.object('p').putContent('x'))
        await failsWith('Unauthorized', () => client.cluster().listBuckets())
      }
      await failsWith('ObjectNotFound', () => bucket.object('p').head())
    },
    ['authn'],
  ),
  proves(
    ['RoleManager.create', 'UserManager.create', 'AccessAttr'],
    'who may read reads, lists and asks, and changes nothing',
    async (world) => {
      const bucket = await world.bucket()
      await bucket.object('o').putContent('content')
      const client = await asUser(world, { cluster: ['ACCESS_RO'] })
      const seen = client.bucket(bucket.name)
      sameBytes(await seen.object('o').get().readAll(), 'content')
      assert.equal((await seen.object('o').head()).size, 7)
      assert.deepEqual(
        (await seen.listAllObjects()).map(({ name }) => name),
        ['o'],
      )
      const refused = {
        put: () => seen.object('o').putContent('other'),
        append: () => seen.object('a').appendContent('x'),
        delete: () => seen.object('o').delete(),
        props: () => seen.object('o').setCustomProps({ a: 'b' }),
        deleteMany: () => seen.objects({ objNames: ['o'] }).delete(),
        destroy: () => seen.delete(),
        create: () => client.bucket(world.bucketName()).create(),
        bucketProps: () => seen.setProps({ mirror: { enabled: true } }),
        list: () => client.cluster().listBuckets(),
        map: () => client.cluster().getInfo(),
        job: () => client.job({ jobKind: 'lru' }).start(),
      }
      for (const [what, call] of Object.entries(refused)) {
        const error = await failsWith('Forbidden', call)
        assert.equal(error.status, 403, what)
      }
      sameBytes(await bucket.object('o').get().readAll(), 'content')
    },
    ['authn'],
  ),
  proves(
    ['RoleManager.update', 'AccessAttr'],
    "a bucket's permissions take the place of the cluster's, also where they are fewer",
    async (world) => {
      const [own, other, blind] = [await world.bucket(), await world.bucket(), await world.bucket()]
      const client = await asUser(world, { cluster: ['ACCESS_RO'], bucket: [own.name, ['ACCESS_RW']] })
      await client.bucket(own.name).object('o').putContent('mine')
      await failsWith('Forbidden', () => client.bucket(other.name).object('o').putContent('x'))
      sameBytes(await own.object('o').get().readAll(), 'mine')
      const little = await asUser(world, { cluster: ['ACCESS_RW'], bucket: [blind.name, ['OBJ_LIST', 'BCK_HEAD']] })
      await little.bucket(other.name).object('o').putContent('theirs')
      assert.deepEqual(await little.bucket(blind.name).listAllObjects(), [])
      await failsWith('Forbidden', () => little.bucket(blind.name).object('o').putContent('x'))
    },
    ['authn'],
  ),
  proves(
    'AccessAttr',
    'who may see the cluster, and make buckets, does that and reads no object',
    async (world) => {
      const bucket = await world.bucket()
      await bucket.object('o').putContent('x')
      const seeing = await asUser(world, { cluster: seesCluster })
      assert.ok((await seeing.cluster().listBuckets()).some(({ name }) => name === bucket.name))
      assert.ok((await seeing.cluster().getInfo()).targets.length > 0)
      await failsWith('Forbidden', () => seeing.bucket(bucket.name).object('o').get().readAll())
      await failsWith('Forbidden', () => seeing.bucket(world.bucketName()).create())
      const making = await asUser(world, { cluster: ['CLUSTER_ACCESS_RW'] })
      const made = world.unborn()
      await making.bucket(made.name).create()
      await making.bucket(made.name).delete()
      await failsWith('BucketNotFound', () => made.head())
    },
    ['authn'],
  ),
  proves(
    'TokenManager.revoke',
    'a revoked token opens nothing any more',
    async (world) => {
      const bucket = await world.bucket()
      const { username, password } = await makeUser(world, { cluster: ['ACCESS_RO'] })
      const token = await loginTokenSource(world.authn.client, { username, password })()
      await using client = world.open({ token })
      await client.bucket(bucket.name).listAllObjects()
      await world.authn.tokenManager().revoke(token)
      await world.authn.tokenManager().revoke(token)
      await eventually('the cluster knows', async () => {
        const answer = await client
          .bucket(bucket.name)
          .listAllObjects()
          .catch((error: unknown) => String(error))
        return typeof answer === 'string'
      })
      const error = await failsWith('Unauthorized', () => client.bucket(bucket.name).listAllObjects())
      assert.ok(!error.message.includes(token))
      await failsWith('Unauthorized', () => world.authn.tokenManager().revoke('no.to.ken'))
    },
    ['authn'],
  ),
  proves(
    'AuthNClient.login',
    'many calls that wait for a token cost one login; a stored token needs none',
    async (world) => {
      const bucket = await world.bucket()
      const { username, password } = await makeUser(world, { cluster: ['ACCESS_RO'] })
      let loginCount = 0
      const source = world.authn.tokenSource({
        username,
        password: () => {
          loginCount += 1
          return password
        },
      })
      await using client = world.open({ token: source })
      await Promise.all(Array.from({ length: 20 }, () => client.bucket(bucket.name).head()))
      assert.equal(loginCount, 1)
      await using stored = world.open({ token: storedTokenSource({ file: tokenFile(world.folder(), await source()) }) })
      await stored.bucket(bucket.name).head()
      assert.equal(loginCount, 1)
      await using wrong = world.open({ token: world.authn.tokenSource({ username, password: 'wrong-one' }) })
      const error = await failure(() => wrong.bucket(bucket.name).head())
      assert.ok(error._tag === 'Api' && error.code === 'InvalidCredentials', error.message)
      assert.ok(!error.message.includes('wrong-one'))
    },
    ['authn'],
  ),
]
