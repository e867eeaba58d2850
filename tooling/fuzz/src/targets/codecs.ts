import { readFileSync, readdirSync } from 'node:fs'
import * as authn from '@ais/authn/wire'
import * as buckets from '@ais/buckets/wire'
import * as cluster from '@ais/cluster/wire'
import * as core from '@ais/core/wire'
import * as downloads from '@ais/downloads/wire'
import * as dsort from '@ais/dsort/wire'
import * as etl from '@ais/etl/wire'
import * as jobs from '@ais/jobs/wire'
import * as multiobj from '@ais/multiobj/wire'
import * as objects from '@ais/objects/wire'
import { same, textOf, type Target } from '../target.ts'

interface Codec {
  readonly name: string
  decode(input: unknown): { readonly _tag: 'Left' } | { readonly _tag: 'Right'; readonly right: unknown }
  encode(value: unknown): unknown
}

const isCodec = (value: unknown): value is Codec =>
  typeof value === 'object' && value !== null && 'decode' in value && 'encode' in value && 'validate' in value

/** Every codec that a package publishes, by the name of its export. */
const codecs: readonly (readonly [string, Codec])[] = Object.entries({
  authn,
  buckets,
  cluster,
  core,
  downloads,
  dsort,
  etl,
  jobs,
  multiobj,
  objects,
}).flatMap(([name, exported]) =>
  Object.entries(exported).flatMap(([key, value]: [string, unknown]) =>
    isCodec(value) ? [[`${name}.${key}`, value] as const] : [],
  ),
)

const recordings = new URL('../../../recordings/fixtures/', import.meta.url)

/** Small JSON answers of a real server. */
const recorded: readonly string[] = readdirSync(recordings)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(new URL(file, recordings), 'utf8').split('\n').slice(1))
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { readonly response?: { readonly body?: { readonly json?: unknown } | null } })
  .map(({ response }) => response?.body?.json)
  .filter((json) => json !== undefined)
  .map((json) => JSON.stringify(json))
  .filter((text) => text.length < 3_000)

const seedsOf = (codec: Codec): readonly string[] =>
  [...new Set(recorded)].filter((text) => codec.decode(core.parseExactJson(text))._tag === 'Right').slice(0, 5)

/** Codecs of answers that only read: what nothing here ever sends they do not write as AIStore does. */
const oneWay: ReadonlySet<string> = new Set(['cluster.RemoteClusters', 'dsort.DsortInfoByTarget'])

export const codecTargets: readonly Target[] = codecs.map(([name, codec]) => ({
  name: `codec-${name}`,
  seeds: [...seedsOf(codec), '{}', '[]', 'null', '"1"', '18446744073709551615'],
  words: [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'null',
    'true',
    '""',
    '"1"',
    '-1',
    '0',
    '"0001-01-01T00:00:00Z"',
    '18446744073709551615',
  ],
  check: (input) => {
    let json: unknown
    try {
      json = core.parseExactJson(textOf(input))
    } catch {
      return
    }
    const decoded = codec.decode(json)
    if (decoded._tag === 'Left' || oneWay.has(name)) return
    const written = codec.encode(decoded.right)
    // Others that only read write what they were given.
    if (written === decoded.right) return
    const again = codec.decode(written)
    same(again._tag, 'Right', 'what it writes can be read')
    if (again._tag === 'Right') same(again.right, decoded.right, 'written and read again')
  },
}))
