import { channel } from 'node:diagnostics_channel'
import { readFile } from 'node:fs/promises'
import { env } from 'node:process'
import type { Platform } from './platform.js'
import { version } from './version.js'

/** The runtime's services in Node. */
export const platform: Platform = {
  userAgent: `ais-typescript/${version}`,
  env: (name) => env[name],
  readText: (path) => readFile(path, 'utf8'),
  // Loaded on the first send, so that importing the SDK does not pay for the HTTP client.
  loadTransport: async (options) => (await import('../got.js')).gotTransport(options),
  publish: (name, event) => {
    const subscribers = channel(name)
    if (subscribers.hasSubscribers) subscribers.publish(event())
  },
}
