import type { Store } from '../store/store.js'
import { ClusterAuth } from './access/cluster-auth.js'
import { loadState, newState, saveState, type AuthnState } from './authn-state.js'
import { listenAuthn } from './authn-server.js'
import { hashPassword } from './password-hash.js'
import { makeKeys, TokenSigner, type SigningMethod } from './token-signer.js'

/** Options of the emulated AuthN server. */
export interface AuthnOptions {
  /** Port of the AuthN server. @defaultValue 0: a free one */
  readonly port?: number
  /** Name of the administrator that a new server has. @defaultValue 'admin' */
  readonly adminName?: string
  /** Password of that administrator. @defaultValue 'admin' */
  readonly adminPassword?: string
  /** Sign tokens with a shared secret or with a key pair. @defaultValue 'HS256' */
  readonly signing?: SigningMethod
  /** The shared secret, 1 character or more. @defaultValue a random one, kept with the data */
  readonly secret?: string
}

/** A running AuthN server. */
export interface RunningAuthn {
  readonly url: string
  /** Checks the tokens that the server signs, as the clusters do that share its key. */
  readonly auth: ClusterAuth
  close(): Promise<void>
}

const firstState = async (options: AuthnOptions): Promise<AuthnState> =>
  newState(
    options.adminName ?? 'admin',
    await hashPassword(options.adminPassword ?? 'admin'),
    await makeKeys(options.signing ?? 'HS256', options.secret),
  )

/** Starts an AuthN server on a port of its own; what it has is kept in the store. */
export const startAuthn = async (
  store: Store,
  host: string,
  options: AuthnOptions,
  urlOf: (port: number) => string,
): Promise<RunningAuthn> => {
  if (options.secret === '') throw new RangeError('authn.secret must not be empty')
  if (options.adminPassword === '') throw new RangeError('authn.adminPassword must not be empty')
  const listener = await listenAuthn(host, options.port ?? 0)
  const state = loadState(store) ?? (await firstState(options))
  const signer = new TokenSigner(state.keys)
  if (options.secret !== undefined && options.secret !== signer.keys.secret) {
    signer.replaceSecret(options.secret)
    state.keys = signer.keys
  }
  const save = (): Promise<void> => saveState(store, state)
  await save()
  const url = urlOf(listener.port)
  listener.serve({ state, signer, url, save })
  return { url, auth: new ClusterAuth(signer, store), close: () => listener.close() }
}
