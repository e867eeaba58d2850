import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { inProcess, type Contender, type Extra } from './contender.ts'

/** A server in a process of its own. */
export interface Served {
  readonly endpoint: string
  /** What starting it took, in its own process, modules loaded before; only of emulators. */
  readonly startWallMs?: number
  readonly startCpuMs?: number
  /** Memory of its process before anything was loaded. */
  readonly rssAtStart: number
  /** CPU time so far, and memory now; `settled` collects garbage first. */
  usage(question?: 'usage' | 'settled'): Promise<{ readonly cpuMicros: number; readonly rssBytes: number }>
  stop(): Promise<void>
}

/** Starts the bare server, or the emulator on a store. */
export const serveAlone = async (kind: 'bare' | 'memory' | 'directory', folder = '', targets = 1): Promise<Served> => {
  const script = fileURLToPath(new URL('served.mjs', import.meta.url))
  const child = fork(script, [kind, folder, String(targets)], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
    env: { PATH: process.env['PATH'] },
  })
  const told = async (): Promise<unknown> => {
    const ended = new AbortController()
    try {
      const message = once(child, 'message', { signal: ended.signal })
      const exit = once(child, 'exit', { signal: ended.signal }).then(() => {
        throw new Error(`bench: the ${kind} server ended; its error stands above`)
      })
      return ((await Promise.race([message, exit])) as readonly unknown[])[0]
    } finally {
      ended.abort()
    }
  }
  const started = (await told()) as Omit<Served, 'usage' | 'stop'>
  return {
    ...started,
    usage: (question = 'usage') => {
      child.send(question)
      return told() as ReturnType<Served['usage']>
    },
    stop: async () => {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}

/** Makes a contender of a server: its CPU time is the server's, the rest is seen from here. */
export const serving = (name: string, served: Served, run: () => Promise<Extra>): Contender => {
  const { round } = inProcess(name, run)
  return {
    name,
    round: async (load) => {
      const before = await served.usage()
      const sample = await round(load)
      const after = await served.usage()
      return { ...sample, cpuMicros: (after.cpuMicros - before.cpuMicros) / load.count }
    },
  }
}
