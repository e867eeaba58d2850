import { platform } from '#platform'
import type { CallOptions, Connection } from './connection.js'
import { getSmap } from './operations/get-smap.js'
import type { ConnectOptions } from './options.js'
import { RetryBudget } from './retry/retry-budget.js'
import { openScope, within } from './send/call-scope.js'
import { sendOperation } from './send/send-operation.js'
import type { Session } from './send/session.js'
import { resolveSettings } from './settings/resolve-settings.js'
import type { Smap } from './smap.js'
import type { Transport } from './transport/transport.js'

const once = <A>(make: () => Promise<A>): (() => Promise<A>) => {
  let made: Promise<A> | undefined
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    }))
}

/**
 * Configures a connection; sends nothing and opens nothing until the first call.
 * @throws InvalidInputError for options that cannot be right
 */
export const connect = (options: ConnectOptions = {}): Connection => {
  const settings = resolveSettings(options)
  const closing = new AbortController()
  const loadDefault = once(async () =>
    platform.loadTransport({ tls: await settings.tls(), maxPoolSize: settings.maxPoolSize }),
  )
  let loaded: Promise<Transport> | undefined
  let map: Promise<Smap> | undefined

  const control = (): Promise<Transport> =>
    options.transport === undefined ? (loaded = loadDefault()) : Promise.resolve(options.transport)

  const session: Session = {
    settings,
    budget: new RetryBudget(settings.retry.budgetRatio),
    closing: closing.signal,
    transport: (bytes) =>
      bytes && options.bytesTransport !== undefined ? Promise.resolve(options.bytesTransport) : control(),
    clusterMap: ({ refresh = false, ...call }) => {
      if (map === undefined || refresh) {
        // Shared by all who wait for it, so no single caller's signal may end it.
        const asked = sendOperation(session, getSmap())
        map = asked
        // A failed fetch is not kept: the next call asks again.
        asked.catch(() => {
          if (map === asked) map = undefined
        })
      }
      return within(openScope(call, closing.signal, 0), map, { operation: 'core.getSmap' })
    },
  }

  const close = async (): Promise<void> => {
    closing.abort()
    const open = await loaded?.catch(() => undefined)
    await Promise.all([open?.close(), options.transport?.close(), options.bytesTransport?.close()])
  }

  return {
    endpoint: settings.endpoint,
    send: (operation, call?: CallOptions) => sendOperation(session, operation, call),
    clusterMap: (call = {}) => session.clusterMap(call),
    close,
    [Symbol.asyncDispose]: close,
  }
}
