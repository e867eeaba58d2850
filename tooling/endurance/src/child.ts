import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A script of this tool in a process of its own. */
export interface Child {
  readonly process: ChildProcess
  /** Every line that it has written so far. */
  readonly lines: readonly string[]
  /** Resolves with the first line that starts so; rejects when it ends before. */
  line(start: string): Promise<string>
  /** Resolves when it has ended, by itself or not, and all of its lines are there. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
}

/** How a child is started. */
export interface ChildOptions {
  /** Options of Node itself, such as `--expose-gc`. */
  readonly nodeArgs?: readonly string[]
  /** Shell commands that limit it, run before it. */
  readonly before?: string
  /** Called with each of its lines. @defaultValue none */
  readonly log?: (line: string) => void
  /** User to run as. */
  readonly uid?: number
}

const hook = fileURLToPath(new URL('../../dev/typescript.mjs', import.meta.url))

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Runs `src/children/<script>.ts` with arguments. */
export const startChild = (script: string, args: readonly string[], options: ChildOptions = {}): Child => {
  const file = fileURLToPath(new URL(`./children/${script}.ts`, import.meta.url))
  const nodeArgs = ['--no-warnings', ...(options.nodeArgs ?? []), '--import', hook, file, ...args]
  const command: [string, readonly string[]] =
    options.before === undefined
      ? [process.execPath, nodeArgs]
      : ['sh', ['-c', `${options.before}; exec ${[process.execPath, ...nodeArgs].map(quoted).join(' ')}`]]
  const child = spawn(command[0], command[1], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  })
  const lines: string[] = []
  const waiting: { readonly start: string; readonly take: (line: string) => void; readonly fail: () => void }[] = []
  const output = createInterface({ input: child.stdout })
  output.on('line', (line) => {
    lines.push(line)
    options.log?.(line)
    for (const each of waiting.filter(({ start }) => line.startsWith(start))) each.take(line)
  })
  // The lines come after the output is closed.
  const ended = Promise.all([once(child, 'close'), once(output, 'close')]).then(([[code, signal]]) => {
    for (const { fail } of waiting) fail()
    return { code: code as number | null, signal: signal as NodeJS.Signals | null }
  })
  return {
    process: child,
    lines,
    line: (start) =>
      new Promise((resolve, reject) => {
        const found = lines.find((line) => line.startsWith(start))
        if (found !== undefined) return resolve(found)
        const fail = (): void => reject(new Error(`${script} ended without "${start}"; it said: ${lines.join(' | ')}`))
        waiting.push({ start, take: resolve, fail })
      }),
    ended,
  }
}

/** Kills a child without warning, a while after a line; gives whether it was killed before it ended. */
export const killAfter = async (child: Child, start: string, delayMs: number): Promise<boolean> => {
  await child.line(start)
  const timer = setTimeout(() => child.process.kill('SIGKILL'), delayMs)
  const { signal } = await child.ended
  clearTimeout(timer)
  return signal === 'SIGKILL'
}
