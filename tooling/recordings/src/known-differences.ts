import { readFileSync, writeFileSync } from 'node:fs'
import type { Replayed } from './replay.js'

/** Exchanges that the emulator does not answer as recorded yet, with the reason, by scenario. */
export type KnownDifferences = Readonly<Record<string, Readonly<Record<string, string>>>>

const file = new URL('../known-differences.json', import.meta.url)

export const readKnownDifferences = (): KnownDifferences => JSON.parse(readFileSync(file, 'utf8')) as KnownDifferences

export const writeKnownDifferences = (known: KnownDifferences): void => {
  writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`)
}

const onlyIn = (pointers: readonly string[], pattern: RegExp): boolean =>
  pointers.every((pointer) => pattern.test(pointer))

/** Where values of a cluster's description come from that no two clusters share. */
const worlds: readonly (readonly [string, RegExp])[] = [
  ['memory of another machine', /\/(mem|proc|y)\//],
  ['counts of versions from another start', /\/config_version$|\/(config|bmd|b)\/[vV]ersion$|^\/body\/json\/version$/],
  ['buckets from before the recording', /\/providers\/ais$/],
  ['emulated disks', /\/available\/|\/mountpaths\/|\/fspaths\/|\/x\/[mxvn](\/|$)|\/(fs|total|pct)_\w+$/],
  ['directories of nodes', /\/(confdir|log_dir)$|\/test_fspaths\//],
  ['traffic and state flags from before the recording', /\/(tracker|t)\/|\/cluster\/flags$|\/c\/f$/],
]

const originOf = (pointer: string): string | undefined => worlds.find(([, pattern]) => pattern.test(pointer))?.[0]

/** Says why an answer differs, as far as its form tells. */
export const reasonOf = ({ status, differences }: Replayed): string => {
  if (status === 501) return 'not emulated: the emulator says 501'
  if (differences.some((pointer) => pointer.startsWith('no node'))) return 'asks a node that is not started'
  if (onlyIn(differences, /\/message$/)) return "words of an error's message"
  if (onlyIn(differences, /\/bid$|\/created$/)) return 'ids of buckets count from another start'
  if (onlyIn(differences, /size_on_disk$|\/ais-location$|\/ais-mirror-paths$/)) return "the real server's disks"
  const origins = new Set(differences.map(originOf))
  // In the order of the list, so that the same differences read the same.
  if (!origins.has(undefined)) return worlds.flatMap(([name]) => (origins.has(name) ? [name] : [])).join('; ')
  return `differs at ${differences.slice(0, 3).join(', ')}`
}
