import { platform } from '#platform'
import { isAisError } from '../errors/ais-error.js'
import type { ErrorContext } from '../errors/ais-error-base.js'
import { RedirectError } from '../errors/redirect-error.js'
import type { TransportResponse } from '../transport/transport.js'
import type { AttemptInput } from './attempt-input.js'
import type { FaultPlace } from './describe-fault.js'
import { checkedLocation, checkSameObject, originOf } from './redirect-rules.js'

/** Tells whether an origin is of a node of the cluster map; nodes that joined since it was fetched count. */
const isNode = async ({ session, scope }: AttemptInput, origin: string): Promise<boolean> => {
  for (const refresh of [false, true]) {
    // oxlint-disable-next-line no-await-in-loop -- the second only if the first does not know it
    const map = await session.clusterMap({ signal: scope.signal, refresh })
    const nodes = [...map.proxies, ...map.targets]
    if (nodes.some(({ publicUrl }) => session.settings.mapOrigin(originOf(publicUrl)) === origin)) return true
  }
  return false
}

const checkNode = async (
  input: AttemptInput,
  { here, there, context }: { readonly here: string; readonly there: string; readonly context: ErrorContext },
): Promise<void> => {
  const refused = (why: string, cause?: unknown): RedirectError =>
    new RedirectError(
      `${context.operation}: ${here} redirects to ${there}, ${why}; refused because strictRedirects is on`,
      context,
      cause,
    )
  let isKnown: boolean
  try {
    isKnown = await isNode(input, there)
  } catch (error) {
    if (!isAisError(error) || input.scope.ended(context) !== undefined) throw error
    // Users who may only use buckets are refused the map.
    throw refused(`and the cluster map that would tell whether to trust it could not be had (${error.message})`, error)
  }
  if (!isKnown) throw refused('which is not in the cluster map')
}

/** Ends a redirect answer and gives the URL to ask next. @throws RedirectError */
export const followRedirect = async (
  input: AttemptInput,
  from: { readonly raw: TransportResponse; readonly at: FaultPlace; readonly url: string },
): Promise<string> => {
  const { session, operation, requestId, attempt } = input
  from.raw.discard()
  const url = checkedLocation(from.raw.headers.get('location'), {
    url: from.url,
    context: from.at.context,
    mapOrigin: session.settings.mapOrigin,
  })
  checkSameObject(url, from.url, from.at.context)
  if (session.settings.strictRedirects) {
    const [here, there] = [originOf(from.url), originOf(url)]
    if (here !== there) await checkNode(input, { here, there, context: from.at.context })
  }
  platform.publish('ais:redirect', () => ({
    operation: operation.name,
    ...(operation.subject === undefined ? {} : { subject: operation.subject }),
    requestId,
    attempt,
    from: originOf(from.url),
    to: originOf(url),
  }))
  return url
}
