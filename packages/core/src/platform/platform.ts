import type { TlsOptions } from '../options.js'
import type { Transport } from '../transport/transport.js'
import type { DiagnosticsChannels } from '../diagnostics/channels.js'
import type { ErrorContext } from '../errors/ais-error-base.js'

/** What core needs of the runtime; `#platform` gives Node's or the web's. */
export interface Platform {
  /** Sent as User-Agent; browsers set their own. */
  readonly userAgent: string | undefined
  env(name: string): string | undefined
  /** Reads a UTF-8 file. */
  readText(path: string): Promise<string>
  /** Loads the transport that is used when none is given. */
  loadTransport(options: { readonly tls: TlsOptions; readonly maxPoolSize: number }): Promise<Transport>
  /** Publishes an event to whoever listens; costs nothing when nobody does. */
  publish<Name extends keyof DiagnosticsChannels>(channel: Name, event: () => DiagnosticsChannels[Name]): void
  /** Gives what is to be done about an answer that was forgotten unread: it is freed, and whoever runs the process hears of it. */
  whenForgotten(context: ErrorContext, free: () => void): () => void
}
