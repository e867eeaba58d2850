import {
  connect,
  invalidInput,
  isAisError,
  type CallOptions,
  type Connection,
  type ConnectOptions,
  type TokenSource,
} from '@ais/core'
import { platform } from '#platform'
import { ClusterManager } from './cluster-manager.js'
import { getOidcConfig } from './operations/get-oidc-config.js'
import { login, type LoginOptions } from './operations/login.js'
import { revokeToken } from './operations/revoke-token.js'
import { getConfig, setConfig } from './operations/server-config.js'
import { getJwks, getPublicKey, rotateKey } from './operations/signing-keys.js'
import { RoleManager } from './role-manager.js'
import { TokenManager } from './token-manager.js'
import { loginTokenSource, type LoginTokenOptions } from './tokens/login-token-source.js'
import { UserManager } from './user-manager.js'
import type { AuthNConfig, AuthNConfigChange } from './wire/config-json.js'
import type { Jwks, OidcConfig } from './wire/oidc-json.js'

/** Options of an AuthN client; the endpoint is its own argument. The token, unlike a cluster's, is not looked for in the environment. */
export type AuthNClientOptions = Omit<ConnectOptions, 'endpoint'>

/** AuthN itself tries for about a minute to reach a cluster that is registered. */
const headersMs = 90_000

const optionsFor = (endpoint: string | undefined, options: AuthNClientOptions): ConnectOptions => {
  const url = endpoint ?? platform.env('AIS_AUTHN_URL')
  if (url === undefined || url === '')
    throw invalidInput('authn.connect', 'endpoint', 'is missing: give it as http://host:port, or set AIS_AUTHN_URL')
  return { ...options, endpoint: url, timeouts: { headersMs, ...options.timeouts } }
}

/** A client of an AuthN server: logs in, and manages users, roles, clusters and tokens. Making one sends nothing. */
export class AuthNClient implements AsyncDisposable {
  /** The connection that all calls go through; it carries the token of the last login. */
  readonly client: Connection
  readonly #openCluster: (url: string) => Connection
  #token: TokenSource | undefined

  /**
   * @param endpoint `http(s)://host:port` of the AuthN server; left out, `AIS_AUTHN_URL`
   * @throws InvalidInputError for options that cannot be right
   */
  constructor(endpoint?: string, options: AuthNClientOptions = {}) {
    const settings = optionsFor(endpoint, options)
    this.#token = options.token
    const token = (): ReturnType<Exclude<TokenSource, string>> =>
      typeof this.#token === 'function' ? this.#token() : this.#token
    this.client = connect({ ...settings, token })
    this.#openCluster = (url) => connect({ ...settings, endpoint: url, token })
  }

  /** Logs a user in, gives the token and uses it for the calls that follow. See {@link login}. */
  async login(username: string, password: string, options: LoginOptions & CallOptions = {}): Promise<string> {
    const token = await this.client.send(login(username, password, options), options)
    this.#token = token
    return token
  }

  /** Revokes the token in use and forgets it. @throws InvalidInputError when there is none */
  async logout(call: CallOptions = {}): Promise<void> {
    const token = typeof this.#token === 'function' ? await this.#token() : this.#token
    if (token === undefined) throw invalidInput('authn.logout', 'token', 'is missing: nobody is logged in')
    try {
      await this.client.send(revokeToken(token), call)
      this.#token = undefined
    } catch (error) {
      // What the server takes for no token is of no use here either.
      if (isAisError(error) && error._tag === 'Api' && error.status === 401) this.#token = undefined
      throw error
    }
  }

  /** Makes a source for a cluster's `token` option that logs in when needed and renews in time. See {@link loginTokenSource}. */
  tokenSource(options: LoginTokenOptions): () => Promise<string> {
    return loginTokenSource(this.client, options)
  }

  /** Makes a handle of the registered clusters; sends nothing. */
  clusterManager(): ClusterManager {
    return new ClusterManager(this.client, this.#openCluster)
  }

  /** Makes a handle of the roles; sends nothing. */
  roleManager(): RoleManager {
    return new RoleManager(this.client)
  }

  /** Makes a handle of the users; sends nothing. */
  userManager(): UserManager {
    return new UserManager(this.client)
  }

  /** Makes a handle of the tokens; sends nothing. */
  tokenManager(): TokenManager {
    return new TokenManager(this.client)
  }

  /** Reads the AuthN server's configuration, without its signing secret. See {@link getConfig}. */
  getConfig(call: CallOptions = {}): Promise<AuthNConfig> {
    return this.client.send(getConfig(), call)
  }

  /** Changes the AuthN server's configuration. See {@link setConfig}. */
  setConfig(change: AuthNConfigChange, call: CallOptions = {}): Promise<void> {
    return this.client.send(setConfig(change), call)
  }

  /** Reads what OpenID Connect discovery tells of the server. See {@link getOidcConfig}. */
  getOidcConfig(call: CallOptions = {}): Promise<OidcConfig> {
    return this.client.send(getOidcConfig(), call)
  }

  /** Reads the public keys that tokens can be checked with. See {@link getJwks}. */
  getJwks(call: CallOptions = {}): Promise<Jwks> {
    return this.client.send(getJwks(), call)
  }

  /** Reads the public key that tokens can be checked with, PEM text. See {@link getPublicKey}. */
  getPublicKey(call: CallOptions = {}): Promise<string> {
    return this.client.send(getPublicKey(), call)
  }

  /** Replaces the key pair that tokens are signed with. See {@link rotateKey}. */
  rotateKey(call: CallOptions = {}): Promise<void> {
    return this.client.send(rotateKey(), call)
  }

  /** Ends all connections; calls under way fail with AbortedError. Safe to call twice. */
  close(): Promise<void> {
    return this.client.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
