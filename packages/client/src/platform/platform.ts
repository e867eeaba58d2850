import type { ConnectOptions } from '@ais/core'

/** What the client adds to the options of a connection; `#platform` gives Node's or the web's. */
export interface Platform {
  withDefaultTransports(options: ConnectOptions): ConnectOptions
}
