import { setTimeout } from 'node:timers/promises'
import { Agent } from 'undici'
import { ownAnswer, recordedAnswer, type RawAnswer } from './answer.js'
import type { Credentials } from './credentials.js'
import { isBehind, motionPointers } from './motion.js'
import { differences, maskAll, type Difference } from './pointers.js'
import { volatilePointers, type Exchange, type Recording } from './recording.js'
import { send } from './send.js'
import { Symbols, type Endpoints } from './symbols.js'

/** How one recorded request was answered now. */
export interface Replayed {
  readonly id: string
  readonly status: number
  /** Where the answer differs from the recording; empty when it is equal. */
  readonly differences: readonly Difference[]
}

/** What a replay needs beside the recording and the cluster. */
export interface ReplayOptions {
  readonly credentials?: Credentials
  /** Texts that the recorder took out: tokens, and the secret that they are signed with. */
  readonly hidden?: readonly string[]
  /** Directories that stand for those of the recording machine. */
  readonly directories?: Readonly<Record<string, string>>
  /** Brings the cluster to where it was before an exchange. */
  readonly before?: (id: string) => Promise<void>
  /** How long a job may take to come to where it was when it was recorded. @defaultValue 20_000 */
  readonly catchUpMs?: number
}

const urlOf = ({ request }: Exchange, endpoints: Endpoints, symbols: Symbols): string | undefined => {
  const base = endpoints.urls[request.node]
  if (base === undefined) return undefined
  const query = request.query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(symbols.toOwn(value))}`)
    .join('&')
  return `${base}${symbols.toOwn(request.path)}${query === '' ? '' : `?${query}`}`
}

const shortId = /^[A-Za-z0-9_-]{8,14}$/

/** Learns ids from lists of what runs, `kind[id]`. */
const learnRunning = (theirs: readonly unknown[], own: readonly unknown[], symbols: Symbols): void => {
  for (const [index, one] of theirs.entries()) {
    const [recorded, mine] = [one, own[index]].map((text) => /^([a-z-]+)\[([^\]]+)\]$/.exec(String(text)))
    if (recorded?.[1] === mine?.[1]) symbols.learn(recorded?.[2] ?? '', mine?.[2] ?? '')
  }
}

/** Learns the ids that later requests of the recording use. */
const learn = (recorded: Exchange['response'], own: RawAnswer, symbols: Symbols): void => {
  for (const name of ['ais-append-handle', 'ais-xaction-id'])
    symbols.learn(recorded.headers[name] ?? '', own.headers[name] ?? '')
  const { body } = recorded
  const text = own.body.toString('utf8').trim()
  if (body?.kind === 'text' && shortId.test(body.text.trim()) && shortId.test(text))
    symbols.learn(body.text.trim(), text)
  if (body?.kind === 'json' && Array.isArray(body.json) && text.startsWith('['))
    learnRunning(body.json, JSON.parse(text) as readonly unknown[], symbols)
}

const askAgainMs = 20

class Replay {
  readonly #agent = new Agent({ headersTimeout: 20_000, bodyTimeout: 20_000 })
  readonly #locations = new Map<string, string>()
  readonly #symbols: Symbols
  readonly #endpoints: Endpoints
  readonly #options: ReplayOptions

  constructor(recording: Recording, endpoints: Endpoints, options: ReplayOptions) {
    this.#symbols = new Symbols(recording, endpoints)
    this.#endpoints = endpoints
    this.#options = options
    for (const text of options.hidden ?? [])
      this.#symbols.hide(text, text.split('.').length === 3 ? '<token>' : '<secret>')
    for (const [theirs, own] of Object.entries(options.directories ?? {})) this.#symbols.learn(theirs, own)
  }

  close(): Promise<void> {
    return this.#agent.close()
  }

  async play(recorded: Exchange): Promise<Replayed> {
    await this.#options.before?.(recorded.id)
    const exchange = this.#options.credentials?.fill(recorded) ?? recorded
    const redirected = exchange.redirectedFrom === undefined ? undefined : this.#locations.get(exchange.redirectedFrom)
    const url = redirected ?? urlOf(exchange, this.#endpoints, this.#symbols)
    const failed = (own: string): Replayed => ({
      id: exchange.id,
      status: 0,
      differences: [{ pointer: '/status', recorded: exchange.response.status, own }],
    })
    if (url === undefined) return failed(`no node ${exchange.request.node}`)
    try {
      return await this.#ask(exchange, url)
    } catch (error) {
      return failed(String(error))
    }
  }

  /** What a job says of itself is asked for again until the job is where it was. */
  async #ask(exchange: Exchange, url: string): Promise<Replayed> {
    const deadline = Date.now() + (this.#options.catchUpMs ?? 20_000)
    for (;;) {
      const own = await send(this.#agent, exchange, url, this.#symbols)
      if (own.headers['location'] !== undefined) this.#locations.set(exchange.id, own.headers['location'])
      learn(exchange.response, own, this.#symbols)
      this.#options.credentials?.learn(exchange, own, this.#symbols)
      if (!isBehind(exchange, own) || Date.now() > deadline)
        return { id: exchange.id, status: own.status, differences: this.#compare(exchange, own) }
      await setTimeout(askAgainMs)
    }
  }

  #compare(exchange: Exchange, own: RawAnswer): readonly Difference[] {
    const pointers = (volatilePointers[exchange.id] ?? []).flatMap((pointer) =>
      pointer.startsWith('/response/') ? [pointer.slice('/response'.length)] : [],
    )
    const [theirs, mine] = [recordedAnswer(exchange), ownAnswer(exchange, own, this.#symbols)].map((answer) =>
      maskAll(answer, [...pointers, ...motionPointers(exchange)]),
    )
    return differences(theirs, mine)
  }
}

/** Plays a recording against a cluster, in its order, and compares every answer. */
export const replay = async (
  recording: Recording,
  endpoints: Endpoints,
  options: ReplayOptions = {},
): Promise<readonly Replayed[]> => {
  const play = new Replay(recording, endpoints, options)
  const results: Replayed[] = []
  for (const exchange of recording.exchanges) results.push(await play.play(exchange))
  await play.close()
  return results
}
