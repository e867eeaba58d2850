import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { codeOf } from './local-file-error.js'

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10)

/** When a process started, as the system has it: its number alone may be another's by now. `0` where the system does not tell. */
const startOf = (pid: number): string => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')
    // The second field is the program's name in parentheses, which may have spaces; the start is the 22nd.
    const ticks = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19]
    return shortHash(`${boot} ${ticks}`)
  } catch {
    return '0'
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const machine = shortHash(hostname())

/** Names this process and one call of it, in the name of what it works on. */
const ownName = (): string => `${process.pid}-${startOf(process.pid)}-${machine}-${randomBytes(4).toString('hex')}`

/** Who a name says is working on it: nobody any more, somebody, or a process of another machine, of which nothing can be said. */
const ownerState = (name: string): 'dead' | 'alive' | 'elsewhere' | undefined => {
  const [, pid = '', start, where] = /^(\d{1,10})-([0-9a-f]+)-([0-9a-f]+)-[0-9a-f]+$/.exec(name) ?? []
  if (pid === '') return undefined
  if (where !== machine) return 'elsewhere'
  return isRunning(Number(pid)) && startOf(Number(pid)) === start ? 'alive' : 'dead'
}

/** What became of a claim. */
export interface Claim {
  /** Where it is while this process works on it. */
  readonly path: string
  /** Whether there is something that an earlier process left. */
  readonly isTaken: boolean
  /** A living process works on it. */
  readonly isBusy: boolean
}

const tryRename = async (from: string, to: string): Promise<boolean> => {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

/**
 * Takes what lies at `path`, or what a process that is dead by now had taken from there, for this process alone: a rename is atomic, so of
 * several that try one succeeds.
 */
export const claim = async (path: string): Promise<Claim> => {
  const own = `${path}.${ownName()}`
  const prefix = `${basename(path)}.`
  const names = (await readdir(dirname(path))).filter((name) => name.startsWith(prefix))
  // What was half written when its writer was killed.
  const scraps = names.filter((name) => name.endsWith('.new') && ownerState(name.slice(prefix.length, -4)) === 'dead')
  await Promise.all(scraps.map((name) => rm(join(dirname(path), name), { force: true })))
  const owned = names.map((name) => ({ name, state: ownerState(name.slice(prefix.length)) }))
  if (owned.some(({ state }) => state === 'alive')) return { path: own, isTaken: false, isBusy: true }
  const left = owned.filter(({ state }) => state === 'dead').map(({ name }) => join(dirname(path), name))
  for (const from of [path, ...left]) if (await tryRename(from, own)) return { path: own, isTaken: true, isBusy: false }
  return { path: own, isTaken: false, isBusy: false }
}
