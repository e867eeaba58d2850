import type { Middleware } from '../middleware/middleware.js'
import type { ColdGetOptions, TlsOptions } from '../options.js'

/** Options and environment, checked and complete. */
export interface Settings {
  /** Origin without a trailing slash. */
  readonly endpoint: string
  readonly timeouts: {
    readonly connectMs: number
    readonly headersMs: number
    readonly idleMs: number
    readonly totalMs: number
  }
  readonly retry: {
    readonly maxAttempts: number
    readonly baseDelayMs: number
    readonly maxDelayMs: number
    readonly budgetRatio: number
    readonly coldGet: Required<ColdGetOptions>
  }
  readonly maxPoolSize: number
  readonly strictRedirects: boolean
  readonly mapOrigin: (origin: string) => string
  readonly middleware: readonly Middleware[]
  /** Whether there is anything to ask for a token. */
  readonly hasToken: boolean
  /** Asks for the token of the next call; `undefined` sends none. */
  readonly token: () => Promise<string | undefined>
  /** Reads the certificates that options and environment name. */
  readonly tls: () => Promise<TlsOptions>
}
