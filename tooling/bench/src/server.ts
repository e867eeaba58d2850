import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

/** Serves in a process of its own, so that its CPU time is not counted as the client's. */
export const serve = async (): Promise<{ readonly endpoint: string; readonly stop: () => Promise<void> }> => {
  const main = join(dirname(createRequire(import.meta.url).resolve('@ais/emulator/package.json')), 'dist/main.js')
  const server = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, '--port', '0', '--targets', '1'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface(server.stdout)) {
    const endpoint = /^listening on (\S+)$/.exec(line)?.[1]
    if (endpoint !== undefined)
      return {
        endpoint,
        stop: async () => {
          server.kill('SIGTERM')
          await once(server, 'exit')
        },
      }
  }
  throw new Error('bench: the emulator ended before it listened')
}
