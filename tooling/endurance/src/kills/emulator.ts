import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from '@ais/client'
import { isAisError } from '@ais/core'
import { bytesOf, randomOf, type Random } from '../random.ts'
import { promise } from './plan.ts'

/** How often the emulator is killed, and under how many calls at a time. */
export interface EmulatorKillPlan {
  readonly rounds: number
  readonly seed: number
  readonly lanes: number
}

/** What came of it; a run that breaks a promise throws instead. */
export interface EmulatorKillReport {
  readonly kills: number
  /** Changes that were acknowledged, all of which were there after every kill. */
  readonly acknowledged: number
  /** Changes that were under way when the emulator was killed, and were found made, or not made, but never half. */
  readonly made: number
  readonly notMade: number
}

/** What an object is, or that there is none. */
interface Version {
  readonly seed: number
  readonly sizeBytes: number
  readonly custom: string
}
type State = Version | undefined

/** What is known of a name: the last acknowledged state, and the one that was asked for since. */
interface Known {
  state: State
  asked: { readonly state: State } | undefined
}

const main = join(dirname(createRequire(import.meta.url).resolve('@ais/emulator/package.json')), 'dist/main.js')

const serve = async (data: string): Promise<{ readonly endpoint: string; readonly process: ChildProcess }> => {
  const process_ = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, '--port', '0', '--targets', '2', '--data', data],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface(process_.stdout)) {
    const endpoint = /^listening on (\S+)$/.exec(line)?.[1]
    if (endpoint !== undefined) return { endpoint, process: process_ }
  }
  throw new Error('the emulator ended before it listened')
}

const sizes = [0, 10, 3_000, 65_536, 65_537, 200_000, 1_000_000]
const bucketName = 'kills'

interface Lane {
  readonly number: number
  readonly random: Random
  readonly known: Map<string, Known>
  readonly nextSeed: () => number
}

const contentOf = ({ seed, sizeBytes }: Version): Uint8Array => bytesOf(seed, sizeBytes)

/** One change of a name: what it is to become, and the calls that make it so. */
const change = (
  client: Client,
  name: string,
  before: State,
  lane: Lane,
): { state: State; make: () => Promise<unknown> } => {
  const { random } = lane
  const object = client.bucket(bucketName).object(name)
  const fresh: Version = {
    seed: lane.nextSeed(),
    sizeBytes: sizes[random.below(sizes.length)] ?? 0,
    custom: before?.custom ?? '',
  }
  const kind = random.below(6)
  if (before !== undefined && kind === 0) return { state: undefined, make: () => object.delete() }
  if (before !== undefined && kind === 1) {
    const custom = `c${fresh.seed}`
    return { state: { ...before, custom }, make: () => object.setCustomProps({ custom }) }
  }
  if (kind === 2 && fresh.sizeBytes > 0)
    return {
      state: fresh,
      make: () => object.putInParts(contentOf(fresh), { partSizeBytes: Math.ceil(fresh.sizeBytes / 3), numWorkers: 2 }),
    }
  return { state: fresh, make: () => object.putContent(contentOf(fresh)) }
}

/** Changes names of its own, one after the other, until the emulator is gone. */
const load = async (client: Client, lane: Lane): Promise<void> => {
  for (;;) {
    const name = `lane-${lane.number}/${lane.random.below(5)}`
    const known = lane.known.get(name) ?? { state: undefined, asked: undefined }
    lane.known.set(name, known)
    const { state, make } = change(client, name, known.state, lane)
    known.asked = { state }
    try {
      await make()
    } catch (error) {
      if (isAisError(error) && ['Unreachable', 'OutcomeUnknown', 'Timeout'].includes(error._tag)) return
      throw error
    }
    known.state = state
    known.asked = undefined
    acknowledged += 1
  }
}
let acknowledged = 0

const isSame = (a: State, b: State): boolean =>
  a?.seed === b?.seed && a?.sizeBytes === b?.sizeBytes && a?.custom === b?.custom

/** What is stored under a name, checked to be whole; `states` are those that it may be. */
const stored = async (client: Client, name: string, states: readonly State[]): Promise<State> => {
  try {
    const reader = client.bucket(bucketName).object(name).get()
    const bytes = Buffer.from(await reader.readAll())
    const { custom = '' } = (await reader.attributes()).customMetadata
    const found = states.find((state) => state?.custom === custom && Buffer.from(contentOf(state)).equals(bytes))
    promise(found !== undefined, `${name} has ${bytes.length} bytes that were never put as a whole`)
    return found
  } catch (error) {
    if (isAisError(error) && error._tag === 'Api' && error.code === 'ObjectNotFound') return undefined
    throw error
  }
}

/** Kills an emulator with a data directory at random moments under load, and holds what it has afterwards to what it had acknowledged. */
export const killEmulator = async (
  { rounds, seed, lanes: laneCount }: EmulatorKillPlan,
  log: (line: string) => void,
): Promise<EmulatorKillReport> => {
  const random = randomOf(seed)
  const data = mkdtempSync(join(tmpdir(), 'ais-kill-emulator-'))
  let seeds = seed
  const lanes: readonly Lane[] = Array.from({ length: laneCount }, (_, number) => ({
    number,
    random: randomOf(seed + number + 1),
    known: new Map(),
    nextSeed: () => (seeds += 1),
  }))
  acknowledged = 0
  const report = { kills: 0, made: 0, notMade: 0 }

  const check = async (client: Client): Promise<void> => {
    const { entries } = await client.bucket(bucketName).listObjects({ props: 'name,size' })
    const listed = new Map(entries.map(({ name, size }) => [name, Number(size)]))
    let inFiles = 0
    for (const { known } of lanes)
      for (const [name, { state, asked }] of known) {
        const found = await stored(client, name, asked === undefined ? [state] : [state, asked.state])
        promise(
          isSame(found, state) || (asked !== undefined && isSame(found, asked.state)),
          `${name} lost an acknowledged change`,
        )
        promise(
          listed.get(name) === found?.sizeBytes,
          `${name} is listed with ${listed.get(name)} bytes, and has ${found?.sizeBytes}`,
        )
        if (asked !== undefined) report[isSame(found, asked.state) ? 'made' : 'notMade'] += 1
        if (found !== undefined && found.sizeBytes > 65_536) inFiles += 1
        listed.delete(name)
        known.set(name, { state: found, asked: undefined })
      }
    promise(listed.size === 0, `listed, and never put: ${[...listed.keys()].join(' ')}`)
    const files = readdirSync(join(data, 'content')).length
    promise(files === inFiles, `${files} files of content for ${inFiles} objects`)
  }

  try {
    for (; report.kills < rounds; report.kills += 1) {
      const server = await serve(data)
      await using client = new Client(server.endpoint, { retry: { maxAttempts: 1 } })
      await client.bucket(bucketName).create({ existOk: true })
      await check(client)
      const loads = lanes.map((lane) => load(client, lane))
      const exited = once(server.process, 'exit')
      setTimeout(() => server.process.kill('SIGKILL'), 50 + random.below(1_000))
      await exited
      await Promise.all(loads)
      if ((report.kills + 1) % 20 === 0) log(`${report.kills + 1} kills, ${acknowledged} changes acknowledged`)
    }
    const server = await serve(data)
    await using client = new Client(server.endpoint)
    await check(client)
    const exited = once(server.process, 'exit')
    server.process.kill('SIGTERM')
    promise((await exited)[0] === 0, 'the emulator did not end cleanly')
    return { ...report, acknowledged }
  } finally {
    rmSync(data, { recursive: true })
  }
}
