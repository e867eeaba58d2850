import { readFileSync, writeFileSync } from 'node:fs'
import type { Difference } from './pointers.js'
import type { Replayed } from './replay.js'
import { differInDigitsOnly } from './tar-digits.js'

/** Exchanges that the emulator does not answer as recorded, with the reasons, by scenario. */
export type KnownDifferences = Readonly<Record<string, Readonly<Record<string, string>>>>

const file = new URL('../known-differences.json', import.meta.url)

export const readKnownDifferences = (): KnownDifferences => JSON.parse(readFileSync(file, 'utf8')) as KnownDifferences

export const writeKnownDifferences = (known: KnownDifferences): void => {
  writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`)
}

/** A reason for which an answer may differ from the recorded one; the emulator's README justifies each. */
interface Reason {
  readonly name: string
  readonly covers: (difference: Difference, id: string) => boolean
}

const at =
  (pointer: RegExp, id = /^/): Reason['covers'] =>
  (difference, ofId) =>
    pointer.test(difference.pointer) && id.test(ofId)

const anyOf =
  (...all: readonly Reason['covers'][]): Reason['covers'] =>
  (difference, id) =>
    all.some((covers) => covers(difference, id))

const texts = ({ recorded, own }: Difference): readonly [string, string] | undefined =>
  typeof recorded === 'string' && typeof own === 'string' ? [recorded, own] : undefined

/** Both say the same up to a part of the text. */
const alikeUpTo =
  (pointer: RegExp, part: RegExp): Reason['covers'] =>
  (difference) => {
    const both = texts(difference)
    return (
      both !== undefined && pointer.test(difference.pointer) && both[0].replace(part, '') === both[1].replace(part, '')
    )
  }

const inDigits: Reason['covers'] = (difference) => {
  const both = texts(difference)
  return both !== undefined && difference.pointer === '/body/base64' && differInDigitsOnly(...both)
}

const isDecoderError: Reason['covers'] = ({ pointer, recorded }) =>
  pointer.endsWith('/message') && typeof recorded === 'string' && recorded.includes(', error found in #')

const reasons: readonly Reason[] = [
  { name: 'ids of buckets count from another start', covers: at(/\/bid$/) },
  {
    name: 'counts of versions from another start',
    covers: at(/\/config_version$|\/(config|bmd|b)\/[vV]ersion$|^\/body\/json\/version$/),
  },
  {
    name: 'buckets from before the recording',
    covers: anyOf(
      at(/\/providers\/ais$|\/\.sys-shardidx$/),
      at(/^\/body\/json\/\d(\/name)?$/, /^buckets\/list-system/),
    ),
  },
  {
    name: 'traffic and state flags from before the recording',
    covers: at(/\/(tracker|t)\/|\/cluster\/flags$|\/c\/f$/),
  },
  { name: 'memory of another machine', covers: at(/\/(mem|proc|y)\//) },
  {
    name: 'emulated disks',
    covers: anyOf(
      at(/\/available\/|\/mountpaths\/|\/fspaths\/|\/x\/[mxvn](\/|$)|\/(fs|total|pct)_\w+$/),
      at(/\/size_on_disk$|\/ais-location$|\/ais-mirror-paths$/),
      alikeUpTo(/\/message$/, /\{data\}\/.*%ob\//),
    ),
  },
  { name: 'directories of nodes', covers: at(/\/(confdir|log_dir)$|\/test_fspaths\/|\/log\/dir$/) },
  { name: 'configuration in use', covers: at(/\/backend_idle_conn_time$/, /smapvote/) },
  { name: "words of AIStore's JSON decoder", covers: isDecoderError },
  {
    name: 'digits in the headers of a tar',
    covers: anyOf(inDigits, at(/^\/body\/sha256$/, /^archives\/get-archmode-without-archregx/)),
  },
  { name: 'another writer of zips', covers: at(/\/Entries\/0\/s$/, /^multiobj\/archive-list-zip/) },
  { name: 'another format of inventories', covers: at(/\/size$/, /^remote-ais\/inventory-show/) },
  { name: 'measured time', covers: alikeUpTo(/\/ctlmsg$/, / avg-lat:\S+(?=\)\])/) },
  {
    name: 'workers by the load of a machine',
    covers: anyOf(alikeUpTo(/\/ctlmsg$/, /workers:\d+/), at(/\/glob\.id$/, /^multiobj\/archive-tar-wait/)),
  },
  { name: 'type that Go guesses from content', covers: at(/\/content-type$/, /^remote-ais\/get-with-blob-headers/) },
  { name: 'job that a refused start leaves behind', covers: at(/^\/body\/json\/\d+(\/err)?$/, /^jobs\/status-all/) },
  { name: 'records in another order', covers: at(/\/Metrics\/errors\/0$/, /^dsort-patched\/content-key-missing/) },
  { name: 'key map that the recorded server could not fetch', covers: at(/./, /^dsort-patched\/ekm-wait/) },
  { name: 'fault of the real server', covers: at(/./, /^dsort\/(start|list-regex)#1/) },
]

/** Names of all reasons. */
export const reasonNames: readonly string[] = reasons.map(({ name }) => name)

/** Why an answer differs: names of reasons, or where it does when there is none for all of it. */
export const reasonOf = ({ id, differences }: Replayed): string => {
  const found = differences.map((difference) => reasons.find(({ covers }) => covers(difference, id)))
  const unexplained = differences.filter((_, index) => found[index] === undefined)
  if (unexplained.length > 0)
    return `differs at ${unexplained
      .slice(0, 3)
      .map(({ pointer }) => pointer)
      .join(', ')}`
  // In the order of the list, so that the same differences read the same.
  return reasons.flatMap((reason) => (found.includes(reason) ? [reason.name] : [])).join('; ')
}
