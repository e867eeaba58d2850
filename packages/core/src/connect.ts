import { platform } from '#platform'
import type { SendOptions } from './call-options.js'
import type { Connection } from './connection.js'
import { isAisError } from './errors/ais-error.js'
import { NotSupportedError } from './errors/not-supported-error.js'
import { RedirectError } from './errors/redirect-error.js'
import { Lazy } from './flows/lazy.js'
import { getSmap } from './operations/get-smap.js'
import type { ConnectOptions } from './options.js'
import { RetryBudget } from './retry/retry-budget.js'
import { openScope, within } from './send/call-scope.js'
import { sendOperation } from './send/send-operation.js'
import type { Session } from './send/session.js'
import { resolveSettings } from './settings/resolve-settings.js'
import type { Smap } from './smap.js'
import { Ending } from './transport/ending.js'
import type { Transport } from './transport/transport.js'

/** Where a connection's transport comes from. */
interface TransportSource {
  /** The transport itself once it is made: then nobody waits for it. */
  get(): Transport | Promise<Transport>
  close(): Promise<void>
}

const fixedSource = (transport: Transport): TransportSource => ({
  get: () => transport,
  close: () => transport.close(),
})

const lazySource = (make: () => Promise<Transport>): TransportSource => {
  // A missing certificate file may be there at the next call.
  const transport = new Lazy(async () => {
    try {
      return await make()
    } catch (error) {
      if (isAisError(error)) throw error
      const why = error instanceof Error ? error.message : String(error)
      throw new NotSupportedError(
        `connect: the transport could not be loaded (${why}); install what it needs, or give another by the transport option`,
        { operation: 'connect' },
        error,
      )
    }
  })
  return {
    get: () => transport.get(),
    close: async () => (await Promise.resolve(transport.made).catch(() => undefined))?.close(),
  }
}

/** The call that fetches the map cannot be checked against it; waiting for itself it would never end. */
const refuseMap: Session['clusterMap'] = () =>
  Promise.reject(
    new RedirectError('core.getSmap: redirected to another host, which strictRedirects cannot check; not followed', {
      operation: 'core.getSmap',
    }),
  )

/**
 * Configures a connection; sends nothing and opens nothing until the first call.
 * @throws InvalidInputError for options that cannot be right
 */
export const connect = (options: ConnectOptions = {}): Connection => {
  const settings = resolveSettings(options)
  const closing = new Ending()
  const source = (given: ConnectOptions['transport']): TransportSource =>
    given !== undefined && typeof given !== 'function'
      ? fixedSource(given)
      : lazySource(async () =>
          (given ?? platform.loadTransport)({ tls: await settings.tls(), maxPoolSize: settings.maxPoolSize }),
        )
  const control = source(options.transport)
  const content = options.bytesTransport === undefined ? control : source(options.bytesTransport)
  // Shared by all who wait for it, so no single caller's signal may end it.
  const askForMap = (): Promise<Smap> => sendOperation({ ...session, clusterMap: refuseMap }, getSmap())
  let map = new Lazy(askForMap)

  const session: Session = {
    settings,
    budget: new RetryBudget(settings.retry.budgetRatio),
    closing,
    transport: (bytes) => (bytes ? content : control).get(),
    clusterMap: ({ refresh = false, ...call }) => {
      if (refresh) map = new Lazy(askForMap)
      const found = map.get()
      const isEnded = closing.isOver || call.signal?.aborted === true || call.ending?.isOver === true
      if (!(found instanceof Promise) && !isEnded) return Promise.resolve(found)
      const scope = openScope(call, closing, 0)
      return within(scope, Promise.resolve(found), { operation: 'core.getSmap' }).finally(() => scope.release())
    },
  }

  const close = async (): Promise<void> => {
    closing.end()
    await Promise.all([control.close(), content.close()])
  }

  return {
    endpoint: settings.endpoint,
    send: (operation, call?: SendOptions) => sendOperation(session, operation, call),
    clusterMap: (call = {}) => session.clusterMap(call),
    close,
    [Symbol.asyncDispose]: close,
  }
}
