import { subscribe } from 'node:diagnostics_channel'
import { Client, isAisError } from '@ais/client'
import type { DiagnosticsChannels } from '@ais/core'

/** Listens to one of the channels, with the type of its events. */
const listen = <Name extends keyof DiagnosticsChannels>(name: Name, on: (event: DiagnosticsChannels[Name]) => void) =>
  subscribe(name, (event) => on(event as DiagnosticsChannels[Name]))

listen('ais:request', ({ operation, method, hop }) => console.log(operation, method, `hop ${hop}`))
listen('ais:redirect', ({ operation }) => console.log(operation, 'is redirected'))
listen('ais:retry', ({ operation, attempt, delayMs, tag }) => console.log(operation, attempt, tag, delayMs))
listen('ais:unread', ({ operation, subject, stack }) => console.log(operation, subject, 'was never read', stack))
listen('ais:error', ({ operation, subject, tag }) => console.log(operation, subject, 'failed:', tag))

await using client = new Client()
try {
  await client.bucket('cookbook').object('nobody').get().readAll()
} catch (error) {
  if (!isAisError(error)) throw error
  console.log(error.message)
}
