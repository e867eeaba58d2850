import { randomInt } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { Match, Rule } from './fault.ts'
import { openFront, type Front } from './front.ts'
import { randomOf, type Random } from './random.ts'
import { matches, Rules, type RuleHandle, type SeenRequest } from './rules.ts'

/** An exchange that passed, or is passing. */
export interface SeenExchange extends SeenRequest {
  /** Kind of its fault; `undefined` for none. */
  readonly fault: string | undefined
  /** Payload of the request that went on to the server, in bytes. */
  readonly forwardedBytes: number
  readonly isOver: boolean
}

/** Options of {@link startFaultProxy}. */
export interface FaultProxyOptions {
  /** `http://host:port` of the cluster. */
  readonly upstream: string
  /** Makes chance repeatable, a 32-bit integer. @defaultValue drawn, and told by `random.seed` */
  readonly seed?: number
  /** Exchanges that `exchanges` remembers. @defaultValue 10000 */
  readonly remembered?: number
}

/** A proxy before a cluster, and before each of its nodes, that spoils the exchanges that rules choose. */
export interface FaultProxy extends AsyncDisposable {
  /** Stands for the cluster's endpoint. */
  readonly url: string
  readonly random: Random
  /** What has passed, oldest first. */
  readonly exchanges: readonly SeenExchange[]
  /** Connections of clients that are open. */
  readonly openSockets: number
  /** Puts a rule into force. */
  use(rule: Rule): RuleHandle
  /** Takes all rules out of force. */
  clear(): void
  /** Stands for a node's origin too, also when nothing was redirected there; for clients that address nodes themselves. */
  frontOf(origin: string): Promise<string>
  /** The front of an origin that has one; the origin itself otherwise. To be given as `endpointMap`. */
  mapOrigin(origin: string): string
  /**
   * A node dies: its connections are reset, and nobody listens at its address. Who is redirected there from now on goes to another node, or
   * to the same one at another address.
   */
  kill(origin: string, instead?: string): Promise<void>
  /** Waits until no exchange of a match is under way. @throws Error when one still is after so many milliseconds */
  idle(match: Match, withinMs: number): Promise<void>
  /** Waits until no client has a connection open. @throws Error when one still has after so many milliseconds */
  abandoned(withinMs: number): Promise<void>
}

interface Passing {
  readonly request: SeenRequest
  fault: string | undefined
  forwardedBytes: number
  isOver: boolean
}

const asSeen = ({ request, ...rest }: Passing): SeenExchange => ({ ...request, ...rest })

/** Starts a proxy on a free port of this machine. */
export const startFaultProxy = async (options: FaultProxyOptions): Promise<FaultProxy> => {
  const { upstream, seed = randomInt(2 ** 31), remembered = 10_000 } = options
  const random = randomOf(seed)
  const rules = new Rules(random)
  const fronts = new Map<string, Promise<Front>>()
  const open = new Map<string, Front>()
  const rerouted = new Map<string, string>()
  const passing: Passing[] = []
  const changes = new EventEmitter().setMaxListeners(0)

  const frontAt = (origin: string, at: SeenRequest['at']): Promise<Front> => {
    const known = fronts.get(origin)
    if (known !== undefined) return known
    const opening = openFront(origin, at, host).then((front) => {
      open.set(origin, front)
      return front
    })
    fronts.set(origin, opening)
    return opening
  }
  const frontOf = async (origin: string): Promise<string> => (await frontAt(rerouted.get(origin) ?? origin, 'node')).url
  const host = {
    random,
    frontOf,
    onClosed: () => void changes.emit('closed'),
    begin: async (request: SeenRequest) => {
      const one: Passing = { request, fault: undefined, forwardedBytes: 0, isOver: false }
      passing.push(one)
      if (passing.length > remembered) passing.splice(0, passing.length - remembered)
      const fault = await rules.faultFor(request)
      one.fault = fault?.kind
      return {
        fault,
        onForwarded: (bytes: number) => {
          one.forwardedBytes += bytes
        },
        end: () => {
          one.isOver = true
          changes.emit('over')
        },
      }
    },
  }
  const front = await frontAt(new URL(upstream).origin, 'endpoint')

  const idle = async (match: Match, withinMs: number): Promise<void> => {
    const signal = AbortSignal.timeout(withinMs)
    const busy = (): Passing | undefined => passing.find((one) => !one.isOver && matches(match, one.request))
    for (let one = busy(); one !== undefined; one = busy()) {
      const { method, target } = one.request
      await once(changes, 'over', { signal }).catch(() => {
        throw new Error(`${method} ${target} (${one?.fault ?? 'no fault'}) is still under way after ${withinMs} ms`)
      })
    }
  }

  const openSockets = (): number => [...open.values()].reduce((sum, one) => sum + one.openSockets, 0)
  const abandoned = async (withinMs: number): Promise<void> => {
    const signal = AbortSignal.timeout(withinMs)
    while (openSockets() > 0)
      await once(changes, 'closed', { signal }).catch(() => {
        throw new Error(`${openSockets()} connections are still open after ${withinMs} ms`)
      })
  }

  return {
    url: front.url,
    random,
    get exchanges() {
      return passing.map(asSeen)
    },
    get openSockets() {
      return openSockets()
    },
    use: (rule) => rules.add(rule),
    clear: () => rules.clear(),
    frontOf,
    mapOrigin: (origin) => open.get(origin)?.url ?? origin,
    kill: async (origin, instead = origin) => {
      const dying = await fronts.get(origin)
      if (instead === origin) fronts.delete(origin)
      else rerouted.set(origin, instead)
      await dying?.close()
    },
    idle,
    abandoned,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...fronts.values()].map(async (opening) => (await opening).close()))
    },
  }
}
