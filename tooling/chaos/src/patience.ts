import type { ClientOptions } from '@ais/client'
import type { Transport } from '@ais/core'
import { fetchTransport } from '@ais/core/fetch'
import { gotTransport } from '@ais/core/got'

/** How contents travel: by the client's own choice (undici), or by one transport for all. */
export type TransportName = 'default' | 'got' | 'fetch'

const transports: Readonly<Record<TransportName, () => { readonly transport?: Transport }>> = {
  default: () => ({}),
  got: () => ({ transport: gotTransport() }),
  fetch: () => ({ transport: fetchTransport() }),
}

const timeouts = { connectMs: 1_000, headersMs: 2_000, idleMs: 2_000 } as const
const retry = { maxAttempts: 4, baseDelayMs: 1, maxDelayMs: 4, budgetRatio: 1 } as const

/** Resumes of a broken read when nothing else is said. */
const maxResumes = 5
/** How often a whole read that turned out wrong is made again. */
const maxRereads = 1
/** Longest wait before a resume. */
const maxResumeDelayMs = 2_000

/** Options of a client with little patience, so that waiting for what never comes takes two seconds. */
export const impatient = (transport: TransportName): ClientOptions => ({
  timeouts,
  retry,
  ...transports[transport](),
})

const callMs = retry.maxAttempts * (timeouts.connectMs + 2 * timeouts.headersMs + timeouts.idleMs + retry.maxDelayMs)

/**
 * Longest that anything may take, as it follows from the options: each reading asks, and asks again for each resume (two calls: is it still
 * there, and the rest), each call makes its attempts of two hops, and each reading may be made again.
 */
export const boundMs = (1 + maxRereads) * (callMs + maxResumes * (2 * callMs + maxResumeDelayMs + timeouts.idleMs))
