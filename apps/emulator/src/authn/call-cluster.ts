import type { ClusterInfo } from '@ais/authn/wire'
import type { AuthnContext } from './authn-context.js'
import { issueOwnToken } from './issue-token.js'

const nameOf = ({ id, alias, urls }: ClusterInfo): string =>
  `${alias !== '' && alias !== id ? alias : (urls[0] ?? '')}[${id}]`

const callUrl = async (method: string, url: string, body: unknown, token: string): Promise<string | undefined> => {
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}/v1/tokens`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    if (response.ok) return undefined
    try {
      return String((JSON.parse(text) as { message?: unknown }).message ?? text)
    } catch {
      return text
    }
  } catch {
    return `cannot reach ${url}`
  }
}

/**
 * Calls a cluster at its URLs in order, up to the first that answers well; gives the reason when none does. The real server
 * goes on for about a minute where nobody answers.
 * @wire cmd/authn/aisreq.go call
 */
const call = async (
  method: string,
  cluster: ClusterInfo,
  body: unknown,
  what: string,
  context: AuthnContext,
): Promise<string | undefined> => {
  const token = await issueOwnToken(cluster.id, context)
  let failed: string | undefined
  for (const url of cluster.urls) {
    const reason = await callUrl(method, url, body, token)
    if (reason === undefined) return undefined
    failed = `failed to ${what} with ${nameOf(cluster)}: ${reason}`
  }
  return failed
}

/** Asks a cluster whether it takes this server's tokens; gives the reason when it does not. */
export const validateCluster = (cluster: ClusterInfo, context: AuthnContext): Promise<string | undefined> =>
  call('POST', cluster, {}, 'validate-signer', context)

/** Tells a cluster of revoked tokens; gives the reason when it could not be told. */
export const tellRevoked = (
  cluster: ClusterInfo,
  tokens: readonly string[],
  context: AuthnContext,
): Promise<string | undefined> =>
  tokens.length === 0
    ? Promise.resolve(undefined)
    : call('DELETE', cluster, { tokens, version: '0' }, 'broadcast-revoked', context)
