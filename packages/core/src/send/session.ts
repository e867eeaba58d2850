import type { SendOptions } from '../call-options.js'
import type { RetryBudget } from '../retry/retry-budget.js'
import type { Settings } from '../settings/settings.js'
import type { Smap } from '../smap.js'
import type { Ending } from '../transport/ending.js'
import type { Transport } from '../transport/transport.js'

/** What the calls of one connection share. */
export interface Session {
  readonly settings: Settings
  readonly budget: RetryBudget
  /** Fires when the connection is closed. */
  readonly closing: Ending
  /** The transport of control calls, or of calls that carry content. */
  transport(bytes: boolean): Transport | Promise<Transport>
  clusterMap(call: SendOptions & { readonly refresh?: boolean }): Promise<Smap>
}
