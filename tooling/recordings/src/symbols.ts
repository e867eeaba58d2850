import type { Recording } from './recording.js'

/** What stands for what: values of the recording, and those of the cluster that is replayed against. */
export interface Endpoints {
  /** URLs by symbol: `{proxy}`, `{target0}`. */
  readonly urls: Readonly<Record<string, string>>
  /** Node ids by symbol. */
  readonly nodes: Readonly<Record<string, string>>
  readonly clusterUuid: string
  /** Symbols of the cluster that is attached as a remote one: `{remote.proxy}`, … */
  readonly remote?: Omit<Endpoints, 'remote'>
}

/** Translates between a recording's world and the replay's; learns ids from answers as it goes. */
export class Symbols {
  readonly #pairs = new Map<string, string>()
  readonly #hidden = new Map<string, string>()
  readonly #endpoints: Endpoints

  constructor(recording: Recording, endpoints: Endpoints) {
    this.#endpoints = endpoints
    for (const [symbol, id] of Object.entries(recording.nodes)) {
      const own = endpoints.nodes[symbol]
      if (own !== undefined) this.#pairs.set(id, own)
    }
    const uuid = recording.clusterUuid['{proxy}']
    if (uuid !== undefined) this.#pairs.set(uuid, endpoints.clusterUuid)
    const remoteUuid = recording.clusterUuid['{remote.proxy}']
    if (remoteUuid !== undefined && endpoints.remote !== undefined)
      this.#pairs.set(remoteUuid, endpoints.remote.clusterUuid)
  }

  /** Remembers that what the recording calls one thing, the replay calls another. */
  learn(recorded: string, own: string): void {
    if (recorded !== '' && own !== '' && recorded !== own) this.#pairs.set(recorded, own)
  }

  /** Puts a symbol in place of a text of the replay that the recorder took out. */
  hide(own: string, symbol: string): void {
    this.#hidden.set(own, symbol)
  }

  /** An append handle holds a node's id: the longer text must be replaced first. */
  #longestFirst(side: 0 | 1): readonly (readonly [string, string])[] {
    return [...this.#pairs].toSorted((a, b) => b[side].length - a[side].length)
  }

  /** A text of the recording as it must be sent now. */
  toOwn(text: string): string {
    let own = text
    for (const [symbol, url] of Object.entries(this.#endpoints.urls))
      own = own.replaceAll(`${symbol.slice(0, -1)}.addr}`, new URL(url).host).replaceAll(symbol, url)
    for (const [recorded, mine] of this.#longestFirst(0)) own = own.replaceAll(recorded, mine)
    return own
  }

  /** A text of the replay as the recording would have it. */
  toRecorded(text: string): string {
    let recorded = text
    for (const [mine, symbol] of this.#hidden) recorded = recorded.replaceAll(mine, symbol)
    for (const [symbol, url] of Object.entries(this.#endpoints.urls))
      recorded = recorded.replaceAll(url, symbol).replaceAll(new URL(url).host, `${symbol.slice(0, -1)}.addr}`)
    for (const [theirs, mine] of this.#longestFirst(1)) recorded = recorded.replaceAll(mine, theirs)
    return recorded.replaceAll(/127\.0\.0\.1:\d{4,5}/g, '{client}')
  }
}
