import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Contender, Load, Sample } from './contender.ts'

const script = fileURLToPath(new URL('../python/peer.py', import.meta.url))
const interopCache = fileURLToPath(new URL('../../interop/node_modules/.cache', import.meta.url))

/** The Python SDK as a peer: one process that does rounds of work on demand and tells its own CPU time. */
export interface PythonPeer {
  readonly version: string
  /** Makes a contender of one kind of work that the script knows. */
  contender(work: string, args: Readonly<Record<string, unknown>>): Contender
  close(): Promise<void>
}

const versionOf = (python: string): string | undefined => {
  const { status, stdout } = spawnSync(python, ['-c', 'import aistore; print(aistore.__version__)'], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  return status === 0 ? stdout.trim() : undefined
}

/** Pythons that may have the SDK: one that is named, those that the interop checks made, the system's. */
const candidates = (named: string | undefined): readonly string[] => {
  if (named !== undefined) return [named]
  const made = existsSync(interopCache)
    ? readdirSync(interopCache)
        .filter((name) => name.startsWith('aistore-'))
        .toSorted()
        .toReversed()
        .map((name) => join(interopCache, name, 'bin/python'))
    : []
  return [...made, 'python3']
}

/** Starts the peer with the first Python that has the SDK; `undefined` where none has. */
export const startPython = async (endpoint: string, named: string | undefined): Promise<PythonPeer | undefined> => {
  const python = candidates(named).find((candidate) => versionOf(candidate) !== undefined)
  if (python === undefined) return undefined
  const child = spawn(python, [script, endpoint], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]()
  const ask = async (question: unknown): Promise<Sample> => {
    child.stdin.write(`${JSON.stringify(question)}\n`)
    const { done, value } = await answers.next()
    if (done === true) throw new Error('bench: the Python peer ended; its error stands above')
    return JSON.parse(value) as Sample
  }
  return {
    version: versionOf(python) ?? '',
    contender: (work, args) => ({
      name: 'python',
      round: (load: Load) => ask({ work, ...args, ...load }),
    }),
    close: async () => {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
