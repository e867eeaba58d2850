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

/** Says why an answer differs, as far as its form tells. */
export const reasonOf = ({ status, differences }: Replayed): string => {
  if (status === 501) return 'not emulated: the emulator says 501'
  if (differences.some((pointer) => pointer.startsWith('no node'))) return 'asks a node that is not started'
  if (onlyIn(differences, /\/message$/)) return "words of an error's message"
  if (onlyIn(differences, /\/bid$|\/created$/)) return 'ids of buckets count from another start'
  if (onlyIn(differences, /size_on_disk$|\/ais-location$|\/ais-mirror-paths$/)) return "the real server's disks"
  if (onlyIn(differences, /\/mem\/|\/proc\/|\/pct_fs_used$/)) return 'memory and disks of another machine'
  if (onlyIn(differences, /\/config_version$|\/config\/version$|\/bmd\/version$/))
    return 'versions count from another start'
  if (onlyIn(differences, /\/providers\/ais$|\/version$/)) return 'buckets that were there before the recording'
  if (onlyIn(differences, /\/available\/|\/mountpaths\/|\/(total|pct)_\w+$/)) return 'emulated disks'
  if (onlyIn(differences, /\/tracker\//)) return 'traffic from before the recording'
  return `differs at ${differences.slice(0, 3).join(', ')}`
}
