import type { ClientOptions } from '@ais/client'
import type { Transport } from '@ais/core'
import { fetchTransport } from '@ais/core/fetch'
import { gotTransport } from '@ais/core/got'

/** How contents travel: by the client's own choice (undici), or by one transport for all. */
export type TransportName = 'default' | 'got' | 'fetch'

/** How long a client waits for what may never come. */
export interface Patience {
  /** For headers, and between two pieces of a body, in milliseconds. */
  readonly waitMs: number
  /** Upper bound of the first wait between attempts, in milliseconds; the others are four times that at most. */
  readonly retryDelayMs: number
}

/** Little patience, and yet more than a busy machine takes for what does come. */
export const littlePatience: Patience = { waitMs: 2_000, retryDelayMs: 1 }

const transports: Readonly<Record<TransportName, () => { readonly transport?: Transport }>> = {
  default: () => ({}),
  got: () => ({ transport: gotTransport() }),
  fetch: () => ({ transport: fetchTransport() }),
}

const connectMs = 3_000
const maxAttempts = 4
/** Resumes of a broken read when nothing else is said, how often a wrong one is made again, and the longest wait before a resume. */
const [maxResumes, maxRereads, maxResumeDelayMs] = [5, 1, 2_000]

/** Options of a client. */
export const impatient = (transport: TransportName, { waitMs, retryDelayMs }: Patience): ClientOptions => ({
  timeouts: { connectMs, headersMs: waitMs, idleMs: waitMs },
  retry: { maxAttempts, baseDelayMs: retryDelayMs, maxDelayMs: retryDelayMs * 4, budgetRatio: 1 },
  ...transports[transport](),
})

/**
 * Longest that anything may take, as it follows from the options: each reading asks, and asks again for each resume (two calls: is it still
 * there, and the rest), each call makes its attempts of two hops, and each reading may be made again.
 */
export const boundMs = ({ waitMs, retryDelayMs }: Patience): number => {
  const callMs = maxAttempts * (connectMs + 2 * waitMs + waitMs + 4 * retryDelayMs)
  return (1 + maxRereads) * (callMs + maxResumes * (2 * callMs + maxResumeDelayMs + waitMs))
}
