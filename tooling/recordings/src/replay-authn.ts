import { AuthNClient } from '@ais/authn'
import { connect } from '@ais/core'
import { startEmulator, type Emulator } from '@ais/emulator'
import { SignJWT } from 'jose'
import { Credentials } from './credentials.js'
import type { Recording } from './recording.js'
import { replay, type Replayed } from './replay.js'
import { endpointsOf } from './replay-endpoints.js'

const secret = 'the secret that the recorded servers shared'
const adminPassword = 'adminpass'

/** A token that expired an hour ago: waiting for one would take a minute. */
const expiredToken = (issuer: string): Promise<string> => {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ clusters: null, admin: false, iss: issuer, sub: 'wire-reader' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(now - 7200)
    .setExpirationTime(now - 3600)
    .sign(Buffer.from(secret))
}

/** What the recorded cluster knew when its part began: users with roles, and a revoked token. */
const prepareUsers = async (authn: AuthNClient, endpoint: string): Promise<Record<string, string>> => {
  await authn.clusterManager().register('wire', [endpoint])
  const [roles, users] = [authn.roleManager(), authn.userManager()]
  await roles.create({ name: 'wire-role', clusterAlias: 'wire', perms: ['ACCESS_RO', 'CLUSTER_ACCESS_RO'] })
  await roles.create({
    name: 'wire-bucket-role',
    clusterAlias: 'wire',
    perms: ['ACCESS_RW'],
    bucketName: 'wire-auth-bck',
  })
  await users.create({ username: 'wire-reader', roles: ['wire-role'], password: 'reader' })
  await users.create({ username: 'wire-writer', roles: ['wire-bucket-role'], password: 'writer' })
  await using other = new AuthNClient(authn.client.endpoint)
  const tokens = {
    'wire-reader': await other.login('wire-reader', 'reader'),
    'wire-writer': await other.login('wire-writer', 'writer'),
    // Another life, or it would be the same token.
    revoked: await other.login('wire-reader', 'reader', { expiresIn: 600 }),
  }
  await other.logout()
  return tokens
}

const startingTokens = async (
  recording: Recording,
  emulator: Emulator,
  authn: AuthNClient,
): Promise<Record<string, string>> => {
  const url = emulator.authnEndpoint ?? ''
  const tokens = { admin: await authn.login('admin', adminPassword), expired: await expiredToken(url) }
  return recording.scenario === 'auth-cluster'
    ? { ...tokens, ...(await prepareUsers(authn, emulator.endpoint)) }
    : tokens
}

/** Replays a scenario of a cluster with authentication, or of its AuthN server. */
export const replayAuthn = async (recording: Recording): Promise<readonly Replayed[]> => {
  await using emulator = await startEmulator({ targets: 1, authn: { secret, adminPassword } })
  const url = emulator.authnEndpoint ?? ''
  await using authn = new AuthNClient(url)
  const tokens = await startingTokens(recording, emulator, authn)
  await using connection = connect({ endpoint: emulator.endpoint, token: tokens['admin'] ?? '' })
  const endpoints = await endpointsOf(connection)
  const credentials = new Credentials({ tokens, adminPassword })
  const urls = { ...endpoints.urls, '{authn}': url }
  return await replay(recording, { ...endpoints, urls }, { credentials, hidden: [...Object.values(tokens), secret] })
}
