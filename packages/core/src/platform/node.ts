import { channel, type Channel } from 'node:diagnostics_channel'
import { readFile } from 'node:fs/promises'
import { env } from 'node:process'
import type { Platform } from './platform.js'
import { whenForgotten } from './unread-answers.js'
import { version } from './version.js'

// Looked up once: with every event that would cost more than the event.
const channels = new Map<string, Channel>()

const channelOf = (name: string): Channel => {
  let known = channels.get(name)
  if (known === undefined) {
    known = channel(name)
    channels.set(name, known)
  }
  return known
}

/** The runtime's services in Node. */
export const platform: Platform = {
  userAgent: `ais-typescript/${version}`,
  env: (name) => env[name],
  readText: (path) => readFile(path, 'utf8'),
  // Loaded on the first send, so that importing the SDK does not pay for the HTTP client.
  loadTransport: async (options) => (await import('../got.js')).gotTransport(options),
  publish: (name, event) => {
    const subscribers = channelOf(name)
    if (subscribers.hasSubscribers) subscribers.publish(event())
  },
  whenForgotten,
}
