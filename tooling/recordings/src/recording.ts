import { readFileSync, readdirSync } from 'node:fs'

/** A body as recordings have it; `null` when empty. */
export type RecordedBody =
  | { readonly kind: 'json' | 'msgpack'; readonly json: unknown; readonly base64?: string; readonly invalidUtf8?: true }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'base64'; readonly base64: string }
  | { readonly kind: 'digest'; readonly sha256: string; readonly size: number }
  | null

/** One request of a client and the answer of a real server. */
export interface Exchange {
  readonly id: string
  readonly scenario: string
  readonly redirectedFrom?: string
  readonly request: {
    /** Symbol of the node that was asked, `{proxy}`. */
    readonly node: string
    readonly method: string
    /** Percent-encoded, as sent. */
    readonly path: string
    readonly query: readonly (readonly [string, string])[]
    readonly headers: Readonly<Record<string, string>>
    readonly body: RecordedBody
    readonly bodyNotRead?: boolean
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: RecordedBody
    readonly headerJson?: Readonly<Record<string, unknown>>
    /** Header and claims of the token in a login's answer. */
    readonly jwt?: { readonly header: unknown; readonly claims: unknown }
  }
}

/** A scenario: exchanges in the order they were made. */
export interface Recording {
  readonly scenario: string
  /** Node ids by symbol, as they occur in the bodies. */
  readonly nodes: Readonly<Record<string, string>>
  /** Cluster uuids by the symbol of their proxy. */
  readonly clusterUuid: Readonly<Record<string, string>>
  readonly exchanges: readonly Exchange[]
}

const folder = new URL('../fixtures/', import.meta.url)

/** Names of all scenarios. */
export const scenarios: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => name.slice(0, -'.jsonl'.length))
  .toSorted()

/** Loads a scenario. */
export const loadRecording = (scenario: string): Recording => {
  const [first = '', ...lines] = readFileSync(new URL(`${scenario}.jsonl`, folder), 'utf8')
    .trim()
    .split('\n')
  const { header } = JSON.parse(first) as { header: Omit<Recording, 'exchanges'> }
  return { ...header, exchanges: lines.map((line) => JSON.parse(line) as Exchange) }
}

/** JSON pointers into an exchange that differ between two recordings of a real server, by exchange id. */
export const volatilePointers = (
  JSON.parse(readFileSync(new URL('volatile.json', folder), 'utf8')) as {
    readonly exchanges: Readonly<Record<string, readonly string[]>>
  }
).exchanges
